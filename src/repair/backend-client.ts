import type {CompletionRequest, ErrorCode, StatusRequest, TokenRequest} from '../contract.js';
import type {Answer} from '../providers/provider.js';
import {toRepairError, RepairError} from './errors.js';
import {limits} from './limits.js';
import type {CallOptions, Settings} from './settings.js';
import type {RepairShell} from './shell.js';
import {pause, untilAborted} from './timing.js';

/** The meaning of an HTTP status without a code. 404 is a wrong address: a missing connection has a code. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  409: 'not-repairable',
  429: 'rate-limited',
};

/** Above this length browsers refuse a `keepalive` request; in UTF-16 units of at most three bytes. */
const KEEPALIVE_LIMIT = (64 * 1024) / 3;

/** What calls to the backend need of the shell. */
export type BackendShell = Pick<RepairShell, 'send' | 'callForToken'>;

/** A question to the host's backend. */
export type Question =
  | {readonly kind: 'token'; readonly request: TokenRequest}
  | {readonly kind: 'completion'; readonly request: CompletionRequest}
  | {readonly kind: 'status'; readonly request: StatusRequest};

/** Statuses after which a POST is sent once more. */
const RETRIED_STATUSES = [502, 503, 504];

interface AskOptions {
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** A call that has been started already, for the first try. */
  readonly call?: Promise<unknown> | undefined;
  /** For all tries, in milliseconds. */
  readonly limit?: number;
}

/**
 * Asks the host's backend and reads its answer. The host's own client takes precedence over a URL.
 *
 * @throws RepairError with the code of what went wrong, or the signal's reason
 */
export async function ask(
  shell: BackendShell,
  question: Question,
  {settings, signal, call, limit = limits.answer}: AskOptions,
): Promise<Answer> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, Math.min(limit, limits.answer));
  signal.addEventListener('abort', abort);
  const send = () => callBackend(shell, question, settings, {signal: controller.signal});
  const receive = async () => {
    const first = call ?? send();
    const answer = await (isRepeated(question, settings) ? orRepeat(first, send, controller.signal) : first);
    return answer instanceof Response ? read(answer) : answer;
  };
  try {
    // The limit does not rely on the signal, which a host's own client may ignore.
    const answer = await untilAborted(controller.signal, receive());
    if (typeof answer === 'object' && answer) return answer as Answer;
    // Only the answer to a completion may be empty.
    if (!answer && question.kind === 'completion') return {};
    throw new RepairError('backend-unavailable', 'No JSON object');
  } catch (error) {
    signal.throwIfAborted();
    throw toRepairError(error, navigator.onLine ? 'backend-unavailable' : 'offline', 'No answer');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** Asks once, through the host's own client or else by `fetch`: the status with GET, everything else with POST. */
async function callBackend(
  {send, callForToken}: BackendShell,
  question: Question,
  settings: Settings,
  options: CallOptions,
): Promise<unknown> {
  const {completeUrl, statusUrl, completeRepair, fetchStatus} = settings;
  switch (question.kind) {
    case 'token':
      return callForToken(question.request, settings, options);
    case 'completion': {
      if (completeRepair) return completeRepair(question.request, options);
      const body = JSON.stringify(question.request);
      return send(completeUrl!, settings, {...options, body, keepalive: body.length < KEEPALIVE_LIMIT});
    }
    case 'status': {
      if (fetchStatus) return fetchStatus(question.request, options);
      const url = new URL(statusUrl!, document.baseURI);
      for (const [name, value] of Object.entries(question.request)) url.searchParams.set(name, String(value));
      return send(url, settings, options);
    }
  }
}

/** A POST of ours is sent once more if it fails on the way. A host's own client repeats what it wants repeated. */
const isRepeated = ({kind}: Question, {fetchToken, completeRepair}: Settings): boolean =>
  (kind === 'token' && !fetchToken) || (kind === 'completion' && !completeRepair);

/** Sends once more after a network error or a gateway's status. */
async function orRepeat(first: Promise<unknown>, send: () => Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  const answer = await first.catch(() => undefined);
  if (answer instanceof Response && !RETRIED_STATUSES.includes(answer.status)) return answer;
  await pause(limits.retry, signal);
  return send();
}

async function read(response: Response): Promise<unknown> {
  const {ok, redirected, status, headers} = response;
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text || 'null');
  } catch {
    // A redirected request usually ends at a sign-in page.
    if (ok) throw new RepairError(redirected ? 'unauthorized' : 'backend-unavailable', 'No JSON');
  }
  if (ok) return body;
  const fallback = CODES[status] ?? (status < 500 ? 'invalid-configuration' : 'backend-unavailable');
  const problem = {retryAfter: secondsOf(headers.get('retry-after')), ...Object(body)} as object;
  throw toRepairError(problem, fallback, `HTTP ${status}`);
}

/** The seconds of a Retry-After header, which holds seconds or a date. */
function secondsOf(header: string | null): number | undefined {
  const seconds = Number(header) || Math.ceil((Date.parse(header ?? '') - Date.now()) / 1000);
  return seconds > 0 ? seconds : undefined;
}
