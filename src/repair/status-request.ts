import type {StatusRequest} from '../contract.js';
import type {Answer} from '../providers/provider.js';
import {requestBackend, type BackendShell} from './backend-client.js';
import {RepairError} from './errors.js';
import {limits} from './limits.js';
import type {Settings} from './settings.js';

/** The outcome of one status request: an answer, or the backend's minimum pause before the next request. */
export interface StatusReply {
  readonly answer?: Answer;
  /** In milliseconds; 0 if the backend sets none. */
  readonly retryAfter: number;
}

interface StatusOptions {
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** The maximum wait for the answer, in milliseconds. */
  readonly limit?: number;
}

/** Requests the status once. Rejects only when the signal aborts. */
export async function requestStatus(
  shell: BackendShell,
  request: StatusRequest,
  options: StatusOptions,
): Promise<StatusReply> {
  try {
    const answer = await requestBackend(shell, {kind: 'status', data: request}, options);
    return {answer, retryAfter: 0};
  } catch (error) {
    options.signal.throwIfAborted();
    const seconds = error instanceof RepairError ? error.retryAfter : undefined;
    return {retryAfter: (seconds ?? 0) * 1000};
  }
}

/**
 * The increasing pauses between status requests, in milliseconds, and long ones while the page is unattended. They are
 * random, so that elements and pages do not poll in step.
 */
export function* pauses(isUnattended: () => boolean): Generator<number, never> {
  for (let delay = limits.poll; ; delay = Math.min(delay * 1.5, limits.pollLongest)) {
    yield (isUnattended() ? limits.pollUnattended : delay) * (0.8 + Math.random() * 0.4);
  }
}
