import type {ErrorCode} from '../contract.js';
import {toRepairError, RepairError} from './errors.js';
import {limits} from './limits.js';
import type {CallOptions, Settings} from './settings.js';
import {pause, until} from './waiting.js';

/** The answer to a question: any JSON object. */
export type Answer = Record<string, unknown>;

/** Above it browsers refuse a request that is to outlive the page, in UTF-16 units of at most three bytes. */
const KEEPALIVE = (64 * 1024) / 3;

/** What a status means without a code. A 404 is a wrong address: a connection that is missing has a code. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  409: 'not-repairable',
  429: 'rate-limited',
};

/**
 * Asks the host's backend: `custom`, the host's own client, where there is one, else `url`.
 *
 * @throws RepairError with the code of what went wrong, or the signal's reason
 */
export async function ask<Request extends object>(
  settings: Settings,
  custom: ((request: Request, options: CallOptions) => unknown) | undefined,
  url: string | undefined,
  request: Request,
  signal: AbortSignal,
  limit = limits.answer,
): Promise<Answer> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, Math.min(limit, limits.answer));
  signal.addEventListener('abort', abort);
  const options = {signal: controller.signal};
  const question = async () => {
    const answer = await (custom ? custom(request, options) : send(settings, url!, request, options));
    return answer instanceof Response ? read(answer) : answer;
  };
  try {
    // A host's own client may not heed the signal, so the limit does not rely on it.
    const answer = await until(controller.signal, question());
    if (typeof answer === 'object' && answer) return answer as Answer;
    // Only to a completion there may be nothing to say.
    if (!answer && 'result' in request) return {};
    throw new RepairError('backend-unavailable', 'No JSON object');
  } catch (error) {
    signal.throwIfAborted();
    throw toRepairError(error, navigator.onLine ? 'backend-unavailable' : 'offline', 'No answer');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** A question about the status is a GET; the others are repeated once when they did not get through. */
async function send({headers, credentials}: Settings, address: string, request: object, {signal}: CallOptions) {
  const isPost = 'provider' in request;
  const url = new URL(address, document.baseURI);
  const body = isPost ? JSON.stringify(request) : null;
  if (!isPost) for (const [name, value] of Object.entries(request)) url.searchParams.set(name, value as string);
  for (let isLast = !isPost; ; isLast = true) {
    try {
      const response = await fetch(url, {
        method: isPost ? 'POST' : 'GET',
        body,
        signal,
        credentials,
        cache: 'no-store',
        keepalive: 'result' in request && body!.length < KEEPALIVE,
        headers: {
          accept: 'application/json',
          ...(isPost && {'content-type': 'application/json'}),
          ...(typeof headers === 'function' ? await headers() : headers),
        },
      });
      if (isLast || !/50[234]/.test(`${response.status}`)) return response;
    } catch (error) {
      if (isLast) throw error;
    }
    await pause(limits.retry, signal);
  }
}

async function read(response: Response): Promise<unknown> {
  const {ok, redirected, status, headers} = response;
  const text = await response.text();
  let body: Partial<RepairError> | undefined;
  try {
    body = JSON.parse(text || 'null') as Partial<RepairError>;
  } catch {
    // A sign-in page is what a redirected request usually ends at.
    if (ok) throw new RepairError(redirected ? 'unauthorized' : 'backend-unavailable', 'No JSON');
  }
  if (ok) return body;
  // Retry-After holds seconds, or a date.
  const value = headers.get('retry-after')!;
  const seconds = Number(value) || Math.ceil((Date.parse(value) - Date.now()) / 1000);
  const fallback = CODES[status] ?? (status < 500 ? 'invalid-configuration' : 'backend-unavailable');
  throw toRepairError({retryAfter: seconds > 0 ? seconds : undefined, ...body}, fallback, `HTTP ${status}`);
}
