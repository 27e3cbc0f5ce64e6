import {errorCodes, type ErrorCode, type VendorError} from '../contract.js';

/** Errors that the same click cannot get past: somebody else has to change something first. */
const FINAL = /^(invalid|un|conn|not-rep)/;

/**
 * Why a repair could not go on. `code` is one of a closed list and stable; `message` is for developers, in English, and
 * may change. Neither ever holds a token. All members are enumerable, so that a log or JSON shows them.
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
    Object.assign(this, withoutUnset({code, message, retryable: !FINAL.test(code), retryAfter, vendor}));
  }
}

/** `error` as one of ours: itself, or what its `code` says, or else `fallback`. Foreign texts are not taken over. */
export function toRepairError(error: unknown, fallback: ErrorCode, message: string): RepairError {
  if (error instanceof RepairError) return error;
  const {code, retryAfter, vendor} = Object(error) as Partial<RepairError>;
  const {code: vendorCode, type, requestId} = vendor ?? {};
  return new RepairError(
    errorCodes.includes(code!) ? code! : fallback,
    message,
    Number(retryAfter) || undefined,
    vendor && withoutUnset({code: vendorCode, type, requestId}),
  );
}

/** Only the members that are set: what is optional is then absent, as its type says, and not undefined. */
export const withoutUnset = <T extends object>(members: T): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
