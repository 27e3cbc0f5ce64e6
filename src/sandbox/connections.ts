import {bankModes, type BankMode} from './banks/bank.js';
import type {Clock} from './clock.js';
import {NotAllowedError} from './not-allowed-error.js';

export type Environment = 'sandbox' | 'production';

/** What a successful login at the bank does to a connection. */
export const repairOutcomes = ['repaired', 'still-broken'] as const;

export type RepairOutcome = (typeof repairOutcomes)[number];

/** A connection to a bank. `id` is the vendor's id. Stand-ins extend the interface. */
export interface Connection {
  readonly id: string;
  readonly environment: Environment;
  readonly institution: {readonly id: string; readonly name: string};
  status: string;
  statusReason: string | null;
  bank: BankMode;
  repairOutcome: RepairOutcome;
  /** Milliseconds since the epoch, on the sandbox's clock. */
  updatedAt: number;
}

/** A vendor's statuses with their reasons. A status that is set without a reason gets the first one. */
export type StatusVocabulary = Readonly<Record<string, readonly (string | null)[]>>;

/** A status with its reason. */
export interface StatusPair {
  readonly status: string;
  readonly statusReason: string | null;
}

/** A status that a connection takes during a repair. */
export interface RepairStep {
  readonly status: string;
  /** Null by default. */
  readonly statusReason?: string | null;
  /** The delay after the login, in seconds of the sandbox's clock. */
  readonly afterSeconds: number;
}

/** Called after a change of the status or its reason. `before` holds the previous values. */
export type StatusListener<C> = (connection: C, before: StatusPair) => void;

/** The connections of one vendor. A repair can take effect later than the widget reports it. */
export class ConnectionStore<C extends Connection = Connection> {
  readonly #clock: Clock;
  readonly #vocabulary: StatusVocabulary;
  readonly #seed: () => readonly C[];
  readonly #byId = new Map<string, C>();
  /** Cancels the remaining steps of a repair, by connection id. */
  readonly #cancelRepair = new Map<string, () => void>();
  readonly #listeners: StatusListener<C>[] = [];

  constructor(clock: Clock, vocabulary: StatusVocabulary, seed: () => readonly C[]) {
    this.#clock = clock;
    this.#vocabulary = vocabulary;
    this.#seed = seed;
    this.reset();
  }

  /** Adds a listener for changes of a status or its reason. It cannot be removed. */
  onChange(listener: StatusListener<C>): void {
    this.#listeners.push(listener);
  }

  list(): C[] {
    this.#clock.catchUp();
    return [...this.#byId.values()];
  }

  find(id: string): C | undefined {
    this.#clock.catchUp();
    return this.#byId.get(id);
  }

  add(connection: C): void {
    this.#byId.set(connection.id, connection);
  }

  /** Removes a connection and cancels the remaining steps of its repair. */
  remove(connection: C): void {
    this.#forgetRepair(connection);
    this.#byId.delete(connection.id);
  }

  /** Sets status and reason now and cancels the remaining steps of a repair. */
  setStatus(connection: C, status: string, statusReason: string | null): void {
    this.#forgetRepair(connection);
    this.#take(connection, {status, statusReason}, this.#clock.now());
  }

  /**
   * Applies the steps of a repair at their times. With the outcome `still-broken`, the last step is replaced by the status
   * that the connection has now.
   * @param steps sorted by time
   */
  finishRepair(connection: C, steps: readonly RepairStep[]): void {
    this.#forgetRepair(connection);
    const {status, statusReason} = connection;
    const start = this.#clock.now();
    const stays = connection.repairOutcome === 'still-broken';
    const cancels = steps.map((step, index) => {
      const last = index === steps.length - 1;
      const next = stays && last ? {status, statusReason} : {statusReason: null, ...step};
      const time = start + step.afterSeconds * 1000;
      return this.#clock.at(time, () => this.#take(connection, next, time));
    });
    this.#cancelRepair.set(connection.id, () => cancels.forEach(cancel => cancel()));
  }

  /**
   * Applies a change from the control API.
   * @throws {NotAllowedError} for an unknown field or value; nothing is changed then
   */
  change(connection: C, change: Readonly<Record<string, unknown>>): void {
    const fields = ['status', 'statusReason', 'bank', 'repairOutcome'];
    const unknownField = Object.keys(change).find(field => !fields.includes(field));
    if (unknownField !== undefined) throw notAllowed('field', unknownField, fields);
    const {bank = connection.bank, repairOutcome = connection.repairOutcome} = change;
    if (!isOneOf(bankModes, bank)) throw notAllowed('bank', bank, bankModes);
    if (!isOneOf(repairOutcomes, repairOutcome)) throw notAllowed('repairOutcome', repairOutcome, repairOutcomes);
    const next = 'status' in change || 'statusReason' in change ? this.#checkStatus(connection, change) : null;
    connection.bank = bank;
    connection.repairOutcome = repairOutcome;
    connection.updatedAt = this.#clock.now();
    if (next) this.setStatus(connection, next.status, next.statusReason);
  }

  reset(): void {
    for (const connection of this.#byId.values()) this.#forgetRepair(connection);
    this.#byId.clear();
    for (const connection of this.#seed()) this.add(connection);
  }

  #take(connection: C, {status, statusReason}: StatusPair, updatedAt: number): void {
    const before = {status: connection.status, statusReason: connection.statusReason};
    connection.status = status;
    connection.statusReason = statusReason;
    connection.updatedAt = updatedAt;
    if (before.status === status && before.statusReason === statusReason) return;
    for (const listener of this.#listeners) listener(connection, before);
  }

  #forgetRepair({id}: C): void {
    this.#cancelRepair.get(id)?.();
    this.#cancelRepair.delete(id);
  }

  #checkStatus(connection: C, change: Readonly<Record<string, unknown>>): StatusPair {
    const {status = connection.status} = change;
    const statuses = Object.keys(this.#vocabulary);
    if (!isOneOf(statuses, status)) throw notAllowed('status', status, statuses);
    const reasons = this.#vocabulary[status] ?? [null];
    const {statusReason = reasons[0] ?? null} = change;
    // Null is always allowed, because vendors do not guarantee a reason.
    if (statusReason !== null && !isOneOf(reasons, statusReason)) {
      throw notAllowed(`statusReason of ${status}`, statusReason, [...new Set([...reasons, null])]);
    }
    return {status, statusReason};
  }
}

function isOneOf<T>(allowed: readonly T[], value: unknown): value is T {
  return (allowed as readonly unknown[]).includes(value);
}

function notAllowed(what: string, given: unknown, allowed: readonly (string | null)[]): NotAllowedError {
  return new NotAllowedError(`unknown ${what} ${JSON.stringify(given)}; allowed: ${allowed.map(String).join(', ')}`);
}
