import type {ErrorCode} from '../contract.js';
import {RepairError, toRepairError} from './errors.js';

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

/** The length of the longest answer that is read, in bytes, or in UTF-16 units if it cannot be read as a stream. */
const LONGEST_ANSWER = 1_000_000;

/** The members of a `Response` that are read. Those of a ponyfill or of a test's mock may be missing. */
interface ResponseLike {
  readonly status?: number;
  readonly ok?: boolean;
  readonly redirected?: boolean;
  readonly headers?: {get?(name: string): string | null};
  readonly body?: Partial<ReadableStream<Uint8Array>> | null;
  text?(): Promise<string>;
  json?(): Promise<unknown>;
}

/**
 * Whether `value` is a `Response` of any class and realm: a host's client may be a ponyfill, a mock, or another window's.
 * JSON has no functions, and the `status` of a JSON answer is a text.
 */
export function isResponse(value: unknown): value is ResponseLike {
  const {status, ok, text, json} = Object(value) as Partial<Record<keyof ResponseLike, unknown>>;
  return (
    (typeof status === 'number' || typeof ok === 'boolean') &&
    (typeof text === 'function' || typeof json === 'function')
  );
}

interface ReadOptions {
  /** Aborts when the answer is no longer needed. */
  readonly signal: AbortSignal;
  readonly isDevelopment: boolean;
}

/**
 * Reads the JSON of a response.
 *
 * @throws RepairError for a response without JSON, with the status of a failure, or longer than 1 MB
 */
export async function readResponse(response: ResponseLike, {signal, isDevelopment}: ReadOptions): Promise<unknown> {
  const {redirected, headers, status = response.ok ? 200 : 500} = response;
  const ok = status >= 200 && status < 300;
  let body: unknown;
  try {
    body = await readBody(response, signal);
  } catch (error) {
    // The status of a failure counts also without a body that can be read.
    if (ok) throw isSyntaxError(error) ? noJson(redirected) : error;
  }
  if (ok) return body;
  const fallback = CODES[status] ?? (status < 500 ? 'invalid-configuration' : 'backend-unavailable');
  // `toRepairError` checks the code. A body that is not an object has none.
  const problem = {retryAfter: secondsOf(headers?.get?.('retry-after')), ...Object(body)} as object;
  const message = `HTTP ${status}`;
  throw toRepairError(problem, fallback, isDevelopment ? explain(message, body) : message);
}

/** Reads the body. Throws an error with the name `SyntaxError` if it is not JSON. */
async function readBody(response: ResponseLike, signal: AbortSignal): Promise<unknown> {
  const {body} = response;
  // An endless body would fill the memory before the time limit ends it, so it is read in parts.
  if (body?.getReader) return parse(await readStream(body.getReader(), signal));
  if (response.text) return parse(await response.text());
  return response.json!();
}

async function readStream(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal): Promise<string> {
  // A host's client may ignore the signal of the call.
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (;;) {
    const {done, value} = await reader.read();
    if (done) return text + decoder.decode();
    length += value.byteLength;
    if (length > LONGEST_ANSWER) {
      void reader.cancel().catch(() => undefined);
      throw tooLong();
    }
    text += decoder.decode(value, {stream: true});
  }
}

function parse(text: string): unknown {
  if (text.length > LONGEST_ANSWER) throw tooLong();
  return JSON.parse(text || 'null');
}

/** A mock of another realm has errors of other classes. */
const isSyntaxError = (error: unknown): boolean => (error as Partial<Error> | undefined)?.name === 'SyntaxError';

/** A redirect usually leads to a sign-in page. */
const noJson = (isRedirected: boolean | undefined) =>
  new RepairError(isRedirected ? 'unauthorized' : 'backend-unavailable', 'No JSON');

const tooLong = () => new RepairError('backend-unavailable', 'The answer is longer than 1 MB');

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
function secondsOf(header: string | null | undefined): number | undefined {
  const seconds = Number(header) || Math.ceil((Date.parse(header ?? '') - Date.now()) / 1000);
  return seconds > 0 ? seconds : undefined;
}
