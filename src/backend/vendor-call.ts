import {ConfigurationError} from './configuration-error.js';
import {describeError} from './logger.js';
import {RepairProblem} from './problem.js';
import type {ProviderContext} from './provider.js';

/** The default time limit of a vendor call, in milliseconds. */
export const defaultTimeout = 10_000;

/** @throws {ConfigurationError} unless it is a number of milliseconds that a timer can wait for */
export function checkTimeout(timeout = defaultTimeout): number {
  if (Number.isInteger(timeout) && timeout > 0 && timeout < 2 ** 31) return timeout;
  throw new ConfigurationError('timeout must be a whole number of milliseconds');
}

export interface VendorCall {
  /** Named in the log, for instance `item/get`. */
  operation: string;
  url: string;
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
  /** Milliseconds for the whole call, body included. */
  timeout: number;
  /** Finds the id under which the vendor's support can look the call up. */
  requestId(body: JsonObject): unknown;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export interface VendorAnswer {
  ok: boolean;
  /** HTTP status. */
  status: number;
  headers: Headers;
  /** Empty if a failed call has no JSON object as its body. */
  body: JsonObject;
  requestId: string | undefined;
}

/**
 * Calls a vendor once. It does not retry, because the element decides on retries. It follows no redirect, because the
 * request carries credentials.
 *
 * @throws {RepairProblem} `backend-unavailable`: 504 if the time limit is reached, 502 if the connection fails or a success
 * is not a JSON object
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
      // The page is closed and does not read this answer. The usual status 499 keeps it out of the log's errors.
      throw new RepairProblem('backend-unavailable', {status: 499, note: 'The caller has gone.'});
    }
    log.error('The vendor could not be reached.', {durationMs, ...describeError(error)});
    throw new RepairProblem('backend-unavailable');
  }

  const body = parseObject(text);
  const requestId = body && safeId(call.requestId(body));
  log.info('The vendor answered.', {httpStatus: response.status, requestId, durationMs: since(started)});
  if (response.ok && !body) {
    throw new RepairProblem('backend-unavailable', {
      note: `${call.operation} was answered with something else than JSON.`,
    });
  }
  return {ok: response.ok, status: response.status, headers: response.headers, body: body ?? {}, requestId};
}

/**
 * Reads a required string of a vendor's answer.
 *
 * @throws {RepairProblem} `backend-unavailable` if it is missing
 */
export function requireText(answer: VendorAnswer, member: string): string {
  const value = answer.body[member];
  if (typeof value === 'string' && value) return value;
  throw new RepairProblem('backend-unavailable', {
    note: `The vendor's answer has no ${member}.`,
    vendor: {requestId: answer.requestId},
  });
}

/** Returns a vendor's error code if it has the form of a code. A sentence in its place is not passed on. */
export function safeCode(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Z][A-Z0-9_]{0,79}$/.test(value) ? value : undefined;
}

/** Returns an id if it may be logged: not a JWT, not a sentence. A provider whose tokens look like ids checks that first. */
export function safeId(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w-]{1,80}$/.test(value) ? value : undefined;
}

/** Seconds from a `Retry-After` header, whether it gives a number or a date. */
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
