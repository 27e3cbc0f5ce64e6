import {errorCodes, type ErrorCode, type VendorError} from '../contract.js';

/** Errors that the same click cannot resolve: somebody else has to change something first. */
const FINAL_ERRORS: ReadonlySet<ErrorCode> = new Set([
  'invalid-configuration',
  'invalid-token',
  'unknown-provider',
  'unauthorized',
  'connection-not-found',
  'not-repairable',
]);

/**
 * Why a repair could not go on. `code` is one of a closed list and stable; `message` is for developers, in English, and
 * may change. Neither contains a token. All members are enumerable, so that a log or JSON shows them.
 */
export class RepairError extends Error {
  declare readonly code: ErrorCode;
  /** Whether trying again, without anybody changing anything, may help. */
  declare readonly retryable: boolean;
  /** Seconds until another try makes sense. */
  declare readonly retryAfter?: number;
  declare readonly vendor?: VendorError;

  constructor(code: ErrorCode, message: string, retryAfter?: number, vendor?: VendorError) {
    super();
    Object.assign(this, withoutUnset({code, message, retryable: !FINAL_ERRORS.has(code), retryAfter, vendor}));
  }
}

/** `error` itself if it is ours, else one with the code that it carries or `fallback`. Foreign messages are dropped. */
export function toRepairError(error: unknown, fallback: ErrorCode, message: string): RepairError {
  if (error instanceof RepairError) return error;
  const {code, retryAfter, vendor} = Object(error) as Partial<RepairError>;
  return new RepairError(
    errorCodes.find(known => known === code) ?? fallback,
    message,
    toSeconds(retryAfter),
    vendor && withoutUnset({code: vendor.code, type: vendor.type, requestId: vendor.requestId}),
  );
}

/** A positive number from JSON, which may be a text; undefined for anything else. */
export function toSeconds(value: unknown): number | undefined {
  const seconds = typeof value === 'number' || typeof value === 'string' ? Number(value) : 0;
  return seconds > 0 && seconds < Infinity ? seconds : undefined;
}

/** Only the members that are set: an optional member is then absent, as its type says, not undefined. */
const withoutUnset = <T extends object>(members: T): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
