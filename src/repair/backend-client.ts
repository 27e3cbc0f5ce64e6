import type {CompletionRequest, ErrorCode, StatusRequest, TokenRequest} from '../contract.js';
import type {Answer} from '../providers/provider.js';
import {toRepairError, RepairError} from './errors.js';
import {limits} from './limits.js';
import type {CallOptions, Settings} from './settings.js';
import type {EngineShell} from './engine-shell.js';
import {pause, untilAborted} from './timing.js';

/**
 * The codes of HTTP statuses whose answer has no code. A 404 means a wrong address, because the answer for a missing
 * connection has a code.
 */
const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  409: 'not-repairable',
  429: 'rate-limited',
};

/** The length below which browsers accept a `keepalive` body of 64 KiB, in UTF-16 units of at most three bytes each. */
const KEEPALIVE_LIMIT = (64 * 1024) / 3;

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
  const receive = async () => {
    const first = call ?? send();
    const answer = await (isRetried(request, settings) ? retryOnce(first, send, controller.signal) : first);
    return answer instanceof Response ? readResponse(answer, {isDevelopment: !!settings.sandboxUrl}) : answer;
  };
  try {
    // A host's client may ignore the signal, so the limit does not depend on it.
    const answer = await untilAborted(controller.signal, receive());
    // The members of an `Answer` have the type unknown. Their readers check them.
    if (typeof answer === 'object' && answer) return answer as Answer;
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
    case 'completion': {
      if (completeRepair) return completeRepair(data, options);
      const body = JSON.stringify(data);
      return send(completeUrl!, settings, {...options, body, keepalive: body.length < KEEPALIVE_LIMIT});
    }
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

/** Sends the request again after a network error or a gateway's status. */
async function retryOnce(first: Promise<unknown>, send: () => Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  const answer = await first.catch(() => undefined);
  if (answer instanceof Response && !RETRIED_STATUSES.includes(answer.status)) return answer;
  await pause(limits.retry, signal);
  return send();
}

/** @throws RepairError for a response without JSON or with the status of a failure */
async function readResponse(response: Response, options: {isDevelopment: boolean}): Promise<unknown> {
  const {ok, redirected, status, headers} = response;
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text || 'null');
  } catch {
    // A redirect usually leads to a sign-in page.
    if (ok) throw new RepairError(redirected ? 'unauthorized' : 'backend-unavailable', 'No JSON');
  }
  if (ok) return body;
  const fallback = CODES[status] ?? (status < 500 ? 'invalid-configuration' : 'backend-unavailable');
  // `toRepairError` checks the code. A body that is not an object has none.
  const problem = {retryAfter: secondsOf(headers.get('retry-after')), ...Object(body)} as object;
  const message = `HTTP ${status}`;
  throw toRepairError(problem, fallback, options.isDevelopment ? explain(message, body) : message);
}

/**
 * Adds the `detail` of problem details (RFC 9457) to the message of an error, and logs it. Only for development: a backend
 * may put anything into its details.
 */
function explain(message: string, body: unknown): string {
  const {detail} = Object(body) as {detail?: unknown};
  if (typeof detail !== 'string' || !detail) return message;
  const explained = `${message}: ${detail}`;
  // eslint-disable-next-line no-console -- the developer of the page looks for the cause there
  console.warn(`<bank-reconnect>: ${explained}`);
  return explained;
}

/** Reads a Retry-After header, which contains seconds or a date. Returns seconds. */
function secondsOf(header: string | null): number | undefined {
  const seconds = Number(header) || Math.ceil((Date.parse(header ?? '') - Date.now()) / 1000);
  return seconds > 0 ? seconds : undefined;
}
