import {ConfigurationError} from './configuration-error.js';
import {describeError} from './logger.js';
import {RepairProblem} from './problem.js';
import type {ProviderContext} from './provider.js';

/** A vendor call's time limit in milliseconds, unless the host sets another. */
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
  /** Finds the id by which the vendor's support knows the call. */
  requestId(body: JsonObject): unknown;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export interface VendorAnswer {
  ok: boolean;
  /** HTTP status. */
  status: number;
  headers: Headers;
  /** Empty where a failure came without a JSON object. */
  body: JsonObject;
  requestId: string | undefined;
}

/**
 * Calls a vendor once: no retry, because the element decides about that, and no redirect followed, because the
 * request carries credentials.
 *
 * @throws {RepairProblem} `backend-unavailable`: 504 without an answer in time, 502 without one at all or with a
 * success that is not a JSON object
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
      // Nobody reads this answer. 499, the usual word for it, keeps a closed page out of the log's errors.
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
 * A text of a vendor's answer that the kit cannot do without.
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

/** A vendor's code as it may be passed on: a code, and not a text that happens to be where a code belongs. */
export function safeCode(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Z][A-Z0-9_]{0,79}$/.test(value) ? value : undefined;
}

/** An id as it may be logged: no JWT and no text. A vendor whose tokens look like ids has to tell them apart first. */
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
