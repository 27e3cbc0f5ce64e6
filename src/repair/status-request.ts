import type {StatusRequest} from '../contract.js';
import type {Answer} from '../providers/provider.js';
import {ask, type BackendShell} from './backend-client.js';
import {RepairError} from './errors.js';
import {limits} from './limits.js';
import type {Settings} from './settings.js';

/** What one status request came to: an answer, or how long the backend does not want to be asked again. */
export interface StatusReply {
  readonly answer?: Answer;
  /** In milliseconds. */
  readonly retryAfter: number;
}

interface StatusOptions {
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** In milliseconds. */
  readonly limit?: number;
}

/** Asks for the status once. Rejects only when the signal aborts. */
export async function askStatusOnce(
  shell: BackendShell,
  request: StatusRequest,
  options: StatusOptions,
): Promise<StatusReply> {
  try {
    const answer = await ask(shell, {kind: 'status', request}, options);
    return {answer, retryAfter: 0};
  } catch (error) {
    options.signal.throwIfAborted();
    const seconds = error instanceof RepairError ? error.retryAfter : undefined;
    return {retryAfter: (seconds ?? 0) * 1000};
  }
}

/** The pauses between status requests in milliseconds: ever longer, and out of step with other tags and pages. */
export function* pauses(): Generator<number, never> {
  for (let delay = limits.poll; ; delay = Math.min(delay * 1.5, limits.pollLongest)) {
    yield delay * (0.8 + Math.random() * 0.4);
  }
}
