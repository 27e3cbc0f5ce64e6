import type {QuilttConnection} from '../connections.js';
import {callJson} from './json-call.js';

/**
 * Copies the settings of a Quiltt connection to its connection at another vendor: the bank, the outcome of a repair, and
 * optionally a broken status. It uses the control API, because no vendor's API can set these.
 */
export async function mirrorConnection(
  controlOrigin: string,
  vendor: string,
  id: string,
  {bank, repairOutcome}: QuilttConnection,
  brokenStatus: string | null,
): Promise<void> {
  const change = {bank, repairOutcome, ...(brokenStatus !== null && {status: brokenStatus})};
  await callJson('PATCH', `${controlOrigin}/control/connections/${vendor}/${id}`, change);
}

/** The connections whose break is not copied to the other vendor yet. */
export class Breakages {
  readonly #stale = new Set<string>();

  note(connection: QuilttConnection): void {
    this.#stale.add(connection.id);
  }

  /** Returns whether the connection is marked, and removes the mark. */
  take(connection: QuilttConnection): boolean {
    return this.#stale.delete(connection.id);
  }

  reset(): void {
    this.#stale.clear();
  }
}
