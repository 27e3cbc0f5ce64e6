import {bankModes, type BankMode} from './banks/bank.js';
import type {Clock} from './clock.js';
import {NotAllowedError} from './variants.js';

export type Environment = 'sandbox' | 'production';

/** What a successful login at the bank does to the connection. */
export const repairOutcomes = ['repaired', 'still-broken'] as const;

export type RepairOutcome = (typeof repairOutcomes)[number];

/** One connection to a bank, under the vendor's own id; vendors extend it with what they need. */
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

/** A vendor's status words, each with its reasons; the first reason is what a bare status gets. */
export type StatusVocabulary = Readonly<Record<string, readonly (string | null)[]>>;

interface Due {
  readonly at: number;
  readonly status: string;
}

/** The connections of one vendor. A repair may take effect later than the widget says, so reading applies what is due. */
export class ConnectionStore<C extends Connection = Connection> {
  readonly #clock: Clock;
  readonly #vocabulary: StatusVocabulary;
  readonly #seed: () => readonly C[];
  readonly #byId = new Map<string, C>();
  readonly #due = new Map<string, Due>();

  constructor(clock: Clock, vocabulary: StatusVocabulary, seed: () => readonly C[]) {
    this.#clock = clock;
    this.#vocabulary = vocabulary;
    this.#seed = seed;
    this.reset();
  }

  list(): C[] {
    return [...this.#byId.keys()].map(id => this.find(id)).filter(connection => connection !== undefined);
  }

  find(id: string): C | undefined {
    const connection = this.#byId.get(id);
    const due = this.#due.get(id);
    if (connection && due && this.#clock.now() >= due.at) {
      this.#due.delete(id);
      Object.assign(connection, {status: due.status, statusReason: null, updatedAt: due.at});
    }
    return connection;
  }

  add(connection: C): void {
    this.#byId.set(connection.id, connection);
  }

  /** Sets status and reason now; a repair that was still on its way is forgotten. */
  setStatus(connection: C, status: string, statusReason: string | null): void {
    this.#due.delete(connection.id);
    Object.assign(connection, {status, statusReason, updatedAt: this.#clock.now()});
  }

  /** Lets a finished login take effect after the lag, unless the connection is set to stay broken. */
  finishRepair(connection: C, healthyStatus: string, lagSeconds: number): void {
    if (connection.repairOutcome === 'still-broken') {
      connection.updatedAt = this.#clock.now();
      return;
    }
    this.#due.set(connection.id, {at: this.#clock.now() + lagSeconds * 1000, status: healthyStatus});
  }

  /**
   * Applies a change asked for over the control API.
   * @throws {NotAllowedError} for an unknown field or value; then nothing is changed
   */
  change(connection: C, change: Readonly<Record<string, unknown>>): void {
    const fields = ['status', 'statusReason', 'bank', 'repairOutcome'];
    const stranger = Object.keys(change).find(field => !fields.includes(field));
    if (stranger !== undefined) throw notOne('field', stranger, fields);
    const {bank = connection.bank, repairOutcome = connection.repairOutcome} = change;
    if (!isOneOf(bankModes, bank)) throw notOne('bank', bank, bankModes);
    if (!isOneOf(repairOutcomes, repairOutcome)) throw notOne('repairOutcome', repairOutcome, repairOutcomes);
    if ('status' in change || 'statusReason' in change) {
      const {status, statusReason} = this.#checkStatus(connection, change);
      this.setStatus(connection, status, statusReason);
    }
    Object.assign(connection, {bank, repairOutcome, updatedAt: this.#clock.now()});
  }

  reset(): void {
    this.#byId.clear();
    this.#due.clear();
    for (const connection of this.#seed()) this.add(connection);
  }

  #checkStatus(
    connection: C,
    change: Readonly<Record<string, unknown>>,
  ): {status: string; statusReason: string | null} {
    const {status = connection.status} = change;
    const words = Object.keys(this.#vocabulary);
    if (!isOneOf(words, status)) throw notOne('status', status, words);
    const reasons = this.#vocabulary[status] ?? [null];
    const {statusReason = reasons[0] ?? null} = change;
    // No reason at all is always allowed: vendors do not promise one.
    if (statusReason !== null && !isOneOf(reasons, statusReason)) {
      throw notOne(`statusReason of ${status}`, statusReason, [...new Set([...reasons, null])]);
    }
    return {status, statusReason};
  }
}

function isOneOf<T>(allowed: readonly T[], value: unknown): value is T {
  return (allowed as readonly unknown[]).includes(value);
}

function notOne(what: string, given: unknown, allowed: readonly (string | null)[]): NotAllowedError {
  return new NotAllowedError(`unknown ${what} ${JSON.stringify(given)}; allowed: ${allowed.map(String).join(', ')}`);
}
