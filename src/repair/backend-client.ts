import type {CompletionRequest, StatusRequest, TokenRequest} from '../contract.js';
import type {Answer} from '../providers/provider.js';
import {toRepairError, RepairError} from './errors.js';
import {limits} from './limits.js';
import {isResponse, readResponse} from './read-response.js';
import type {CallOptions, Settings} from './settings.js';
import type {EngineShell} from './engine-shell.js';
import {withTexts} from './text-members.js';
import {pause, untilAborted} from './timing.js';

/** Members of answers that are texts in the contract, and that a host's backend may send as numbers. */
const TEXT_MEMBERS = ['connectionId', 'providerConnectionId', 'connectorId', 'status', 'statusReason'];

/** The shell's functions that calls to the backend need. */
export type BackendShell = Pick<EngineShell, 'send' | 'callForToken'>;

/** A request to the host's backend: its body or, for the status, its query. */
export type BackendRequest =
  | {readonly kind: 'token'; readonly data: TokenRequest}
  | {readonly kind: 'completion'; readonly data: CompletionRequest}
  | {readonly kind: 'status'; readonly data: StatusRequest};

/** Statuses after which a POST is retried. */
const RETRIED_STATUSES = [502, 503, 504];

interface RequestOptions {
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** A call that has already been started. It replaces the first try. */
  readonly call?: Promise<unknown> | undefined;
  /** The maximum duration of all tries, in milliseconds. */
  readonly limit?: number;
}

/**
 * Sends a request to the host's backend and reads the answer. A host's client function takes precedence over the URL.
 *
 * @throws RepairError with the code of the failure, or the signal's reason
 */
export async function requestBackend(
  shell: BackendShell,
  request: BackendRequest,
  {settings, signal, call, limit = limits.answer}: RequestOptions,
): Promise<Answer> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, Math.min(limit, limits.answer));
  signal.addEventListener('abort', abort);
  const send = () => sendOnce(shell, request, settings, {signal: controller.signal});
  const read = (answer: unknown) =>
    isResponse(answer)
      ? readResponse(answer, {signal: controller.signal, isDevelopment: !!settings.sandboxUrl})
      : answer;
  const receive = async () => {
    const first = call ?? send();
    return isRetried(request, settings)
      ? readOrRetry(first, {send, read, signal: controller.signal})
      : read(await first);
  };
  try {
    // A host's client may ignore the signal, so the limit does not depend on it.
    const answer = await untilAborted(controller.signal, receive());
    // The members of an `Answer` have the type unknown. Their readers check them.
    if (typeof answer === 'object' && answer) return withTexts(answer as Answer, TEXT_MEMBERS);
    // Only the answer of a completion may be empty.
    if (!answer && request.kind === 'completion') return {};
    throw new RepairError('backend-unavailable', 'No JSON object');
  } catch (error) {
    signal.throwIfAborted();
    // `onLine` is a hint. Without a network a request fails at once, so one that has used up its time had a network.
    const isOffline = !navigator.onLine && !controller.signal.aborted;
    throw toRepairError(error, isOffline ? 'offline' : 'backend-unavailable', 'No answer');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** Sends a request once, with the host's client function or else by `fetch`: GET for the status, POST otherwise. */
async function sendOnce(
  {send, callForToken}: BackendShell,
  {kind, data}: BackendRequest,
  settings: Settings,
  options: CallOptions,
): Promise<unknown> {
  const {completeUrl, statusUrl, completeRepair, fetchStatus} = settings;
  switch (kind) {
    case 'token':
      return callForToken(data, settings, options);
    case 'completion':
      if (completeRepair) return completeRepair(data, options);
      return send(completeUrl!, settings, {...options, data, keepalive: true});
    case 'status': {
      if (fetchStatus) return fetchStatus(data, options);
      const url = new URL(statusUrl!, document.baseURI);
      for (const [name, value] of Object.entries(data)) url.searchParams.set(name, String(value));
      return send(url, settings, options);
    }
  }
}

/** Whether a failed request is retried: the element's POST requests are, calls of a host's client functions are not. */
const isRetried = ({kind}: BackendRequest, {fetchToken, completeRepair}: Settings): boolean =>
  (kind === 'token' && !fetchToken) || (kind === 'completion' && !completeRepair);

interface RetryOptions {
  readonly send: () => Promise<unknown>;
  readonly read: (answer: unknown) => unknown;
  readonly signal: AbortSignal;
}

/** Reads the answer. Sends the request again after a network error, also one in the body, and after a gateway's status. */
async function readOrRetry(first: Promise<unknown>, {send, read, signal}: RetryOptions): Promise<unknown> {
  try {
    const answer = await first;
    if (!isResponse(answer) || !RETRIED_STATUSES.includes(answer.status!)) return await read(answer);
  } catch (error) {
    if (error instanceof RepairError) throw error;
  }
  await pause(limits.retry, signal);
  return read(await send());
}
