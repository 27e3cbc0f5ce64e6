import {ConfigurationError} from './configuration-error.js';
import {describeError} from './logger.js';
import {RepairProblem} from './problem.js';
import type {ProviderContext} from './provider.js';

/** Default timeout of a vendor call in milliseconds. */
export const defaultTimeout = 10_000;

/** @throws {ConfigurationError} unless it is a number of milliseconds that timers support */
export function checkTimeout(timeout = defaultTimeout): number {
  if (Number.isInteger(timeout) && timeout > 0 && timeout < 2 ** 31) return timeout;
  throw new ConfigurationError('timeout must be a whole number of milliseconds');
}

export interface VendorCall {
  /** Logged name of the call, for instance `item/get`. */
  operation: string;
  url: string;
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
  /** Milliseconds for the whole call, body included. */
  timeout: number;
  /** Reads the vendor's request id, for its support. */
  requestId(body: JsonObject): unknown;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export interface VendorAnswer {
  ok: boolean;
  /** HTTP status. */
  status: number;
  headers: Headers;
  /** Empty if an error response has no JSON object. */
  body: JsonObject;
  requestId: string | undefined;
}

/**
 * Calls a vendor once. It does not retry, because the element does, and it does not follow redirects, because the request
 * carries credentials.
 *
 * @throws {RepairProblem} `backend-unavailable`: 504 after a timeout, 502 for a network error or a success response
 * without a JSON object
 */
export async function callVendor(call: VendorCall, context: ProviderContext): Promise<VendorAnswer> {
  const started = performance.now();
  const log = context.log.with({operation: call.operation});
  const limit = AbortSignal.timeout(call.timeout);
  let response: Response;
  let text: string;
  try {
    response = await fetch(call.url, {
      method: call.method,
      headers: {accept: 'application/json', ...call.headers},
      ...(call.body === undefined ? {} : {body: JSON.stringify(call.body)}),
      redirect: 'manual',
      signal: context.signal ? AbortSignal.any([limit, context.signal]) : limit,
    });
    text = await response.text();
  } catch (error) {
    const durationMs = since(started);
    if (limit.aborted) {
      log.error('The vendor did not answer in time.', {durationMs});
      throw new RepairProblem('backend-unavailable', {status: 504});
    }
    if (context.signal?.aborted) {
      // 499 (client closed request) is logged as a warning, not as an error.
      throw new RepairProblem('backend-unavailable', {status: 499, note: 'The client closed the request.'});
    }
    log.error('The vendor could not be reached.', {durationMs, ...describeError(error)});
    throw new RepairProblem('backend-unavailable');
  }

  const body = parseObject(text);
  const requestId = body && safeId(call.requestId(body));
  log.info('The vendor answered.', {httpStatus: response.status, requestId, durationMs: since(started)});
  if (response.ok && !body) {
    throw new RepairProblem('backend-unavailable', {
      note: `${call.operation} returned a body that is not a JSON object.`,
    });
  }
  return {ok: response.ok, status: response.status, headers: response.headers, body: body ?? {}, requestId};
}

/**
 * Reads a required text from a vendor's response.
 *
 * @throws {RepairProblem} `backend-unavailable` if it is missing
 */
export function requireText(answer: VendorAnswer, member: string): string {
  const value = answer.body[member];
  if (typeof value === 'string' && value) return value;
  throw new RepairProblem('backend-unavailable', {
    note: `The vendor's response has no ${member}.`,
    vendor: {requestId: answer.requestId},
  });
}

/** A vendor's error code that is safe to pass on; undefined for anything that does not look like a code. */
export function safeCode(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Z][A-Z0-9_]{0,79}$/.test(value) ? value : undefined;
}

/** An id that is safe to log: no JWT and no free text. A provider whose tokens look like ids must filter them first. */
export function safeId(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w-]{1,80}$/.test(value) ? value : undefined;
}

/** Seconds from a `Retry-After` header with a number or a date. */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function since(started: number): number {
  return Math.round(performance.now() - started);
}
