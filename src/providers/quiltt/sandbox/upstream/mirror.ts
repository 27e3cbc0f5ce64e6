import type {QuilttConnection} from '../connections.js';
import {callJson} from './json-call.js';

/**
 * Makes what a connection consists of at another vendor be like the connection: its bank lets people in in the same
 * way, and it is broken when the connection is. No vendor's API can do that, so it goes through the sandbox's control.
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
