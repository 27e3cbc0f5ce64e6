import type {Attempt} from './attempt.js';
import {loadStatus} from './lazy-parts.js';
import {limits} from './limits.js';
import type {Judged} from './verification.js';
import {pause} from './waiting.js';

/** Once, after an abort, or until there is an outcome. */
export type Question = 'askStatus' | 'watchStatus';

/**
 * Asks the question that follows an exit. The code for it may be out of reach for a moment, and is then loaded again, for
 * about as long as a verification takes.
 *
 * @throws RepairError `script-blocked` when it stays out of reach; the signal's reason
 */
export async function askAfterExit(
  attempt: Attempt,
  question: Question,
  connectionId: string,
  signal: AbortSignal,
): Promise<Judged | undefined> {
  for (let delay = limits.poll; delay < limits.verification; delay *= 2) {
    const status = await loadStatus().catch(() => undefined);
    if (status) return status[question](attempt, connectionId, signal);
    await pause(delay, signal);
  }
  return (await loadStatus())[question](attempt, connectionId, signal);
}
