import {recordOf} from '../../../../sandbox/json.js';
import type {QuilttConnection} from '../connections.js';

/** Why a provider refused, in its own words; goes into a payload's `errors`. */
export interface ProviderFailure {
  readonly code: string;
  readonly message: string;
  readonly type?: string;
  readonly displayMessage?: string | null;
  readonly requestId?: string;
  /** The HTTP status, as text. */
  readonly status?: string;
}

/** A refusal of a provider; thrown while a mutation runs, it becomes the payload's `errors`. */
export class ProviderError extends Error {
  readonly failure: ProviderFailure;

  constructor(failure: ProviderFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Calls the stand-in of another vendor, or the sandbox's control, with JSON. */
export async function callJson(
  method: string,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{status: number; json: Record<string, unknown>}> {
  const response = await fetch(url, {
    method,
    headers: {...(body !== undefined && {'Content-Type': 'application/json'}), ...headers},
    ...(body !== undefined && {body: JSON.stringify(body)}),
  });
  const json: unknown = await response.json().catch(() => null);
  return {status: response.status, json: recordOf(json)};
}

/**
 * Makes what a connection consists of at another vendor be like the connection: its bank lets people in in the same
 * way, and it is broken when the connection is. No vendor's API can do that, so it goes through the sandbox's control.
 */
export async function mirror(
  controlOrigin: string,
  vendor: string,
  id: string,
  {bank, repairOutcome}: QuilttConnection,
  brokenStatus: string | null,
): Promise<void> {
  const change = {bank, repairOutcome, ...(brokenStatus !== null && {status: brokenStatus})};
  await callJson('PATCH', `${controlOrigin}/control/connections/${vendor}/${id}`, change);
}

/** Whether a connection has broken since what it consists of at the other vendor was broken last. */
export class Breakages {
  readonly #stale = new Set<string>();

  note(connection: QuilttConnection): void {
    this.#stale.add(connection.id);
  }

  /** Asks, and takes the note away. */
  take(connection: QuilttConnection): boolean {
    return this.#stale.delete(connection.id);
  }

  reset(): void {
    this.#stale.clear();
  }
}
