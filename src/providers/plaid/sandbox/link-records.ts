import {randomUUID} from 'node:crypto';
import type {Clock} from '../../../sandbox/clock.js';
import {isRecord} from '../../../sandbox/json.js';

/** How long a session is available, in milliseconds. */
const RETENTION = 6 * 3_600_000;

/** The maximum number of events of a session. */
const MAX_EVENTS = 500;

/** Plaid's record of one Link session. */
export interface LinkRecord {
  readonly linkToken: string;
  readonly linkSessionId: string;
  /** Milliseconds since the epoch, on the sandbox's clock. */
  readonly startedAt: number;
  finishedAt: number | null;
  /** The new or repaired item, after a success. */
  added: Readonly<Record<string, unknown>> | null;
  /** The error and the metadata, after an exit. */
  exit: Readonly<Record<string, unknown>> | null;
  events: readonly Readonly<Record<string, unknown>>[];
}

/** The sessions that `/link/token/get` returns. */
export class LinkRecords {
  readonly #clock: Clock;
  #records: LinkRecord[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begin(linkToken: string, linkSessionId: string): LinkRecord {
    const record: LinkRecord = {
      linkToken,
      linkSessionId,
      startedAt: this.#clock.now(),
      finishedAt: null,
      added: null,
      exit: null,
      events: [],
    };
    this.#records = [...this.#records.filter(kept => this.#isKept(kept)), record];
    return record;
  }

  /** Ends a session with a success. Returns false when it has ended before. */
  succeed(record: LinkRecord, added: Readonly<Record<string, unknown>>): boolean {
    if (record.finishedAt !== null) return false;
    record.added = added;
    record.finishedAt = this.#clock.now();
    return true;
  }

  /** Ends a session without a result. Returns false when it has ended before. */
  leave(record: LinkRecord, exit: Readonly<Record<string, unknown>>): boolean {
    if (record.finishedAt !== null) return false;
    record.exit = exit;
    record.finishedAt = this.#clock.now();
    return true;
  }

  /** Stores the events that Link's page reports, in the format of Plaid's API. */
  noteEvents(record: LinkRecord, events: unknown): void {
    if (!Array.isArray(events)) return;
    record.events = events.filter(isRecord).slice(0, MAX_EVENTS).map(eventBody);
  }

  /** The sessions of a token in the format of Plaid's API, in the order of their start. */
  of(linkToken: string): Record<string, unknown>[] {
    return this.#records.filter(record => record.linkToken === linkToken && this.#isKept(record)).map(recordBody);
  }

  reset(): void {
    this.#records = [];
  }

  #isKept({startedAt, finishedAt}: LinkRecord): boolean {
    return this.#clock.now() < (finishedAt ?? startedAt) + RETENTION;
  }
}

function eventBody({name, metadata}: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const {timestamp = '', ...details} = isRecord(metadata) ? metadata : {};
  return {event_id: randomUUID(), event_name: String(name), event_metadata: details, timestamp};
}

function recordBody(record: LinkRecord): Record<string, unknown> {
  const {linkSessionId, startedAt, finishedAt, added, exit, events} = record;
  return {
    link_session_id: linkSessionId,
    started_at: new Date(startedAt).toISOString(),
    finished_at: finishedAt === null ? null : new Date(finishedAt).toISOString(),
    exit,
    events,
    results: added && {
      item_add_results: [added],
      cra_item_add_results: [],
      cra_update_results: [],
      bank_income_results: [],
      payroll_income_results: [],
      document_income_results: null,
    },
  };
}
