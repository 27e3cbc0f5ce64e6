import {errorCodes, type ErrorCode, type VendorError} from '../contract.js';
import {withTexts} from './text-members.js';

/** Errors that another try cannot resolve without a change elsewhere. */
const FINAL_ERRORS: ReadonlySet<ErrorCode> = new Set([
  'invalid-configuration',
  'invalid-token',
  'unknown-provider',
  'unauthorized',
  'connection-not-found',
  'not-repairable',
]);

/**
 * The failure of a repair. `code` is stable and one of a closed list. `message` is for developers, in English, and may
 * change. Neither contains a token. All members are enumerable, so that logs and JSON contain them.
 */
export class RepairError extends Error {
  declare readonly code: ErrorCode;
  /** Whether another try may succeed without any other change. */
  declare readonly retryable: boolean;
  /** Seconds to wait before the next try. */
  declare readonly retryAfter?: number;
  /** The vendor's code, type and request id, for the vendor's support. */
  declare readonly vendor?: VendorError;

  constructor(code: ErrorCode, message: string, retryAfter?: number, vendor?: VendorError) {
    super();
    Object.assign(this, withoutUnset({code, message, retryable: !FINAL_ERRORS.has(code), retryAfter, vendor}));
  }
}

/**
 * Returns a `RepairError` unchanged. Converts any other error, with its code if it is known, else `fallback`; its
 * message is dropped.
 */
export function toRepairError(error: unknown, fallback: ErrorCode, message: string): RepairError {
  if (error instanceof RepairError) return error;
  const {code, retryAfter, vendor} = Object(error) as Partial<RepairError>;
  return new RepairError(
    errorCodes.find(known => known === code) ?? fallback,
    message,
    toSeconds(retryAfter),
    readVendor(vendor),
  );
}

/** Reads the members that may reach the page. Answers of a backend may have anything in their place. */
function readVendor(vendor: unknown): VendorError | undefined {
  if (typeof vendor !== 'object' || !vendor) return undefined;
  const {code, type, requestId} = withTexts(vendor as VendorError, ['code', 'type', 'requestId']);
  return withoutUnset({code: code ?? undefined, type: type ?? undefined, requestId: requestId ?? undefined});
}

/** Reads a positive number from JSON, where it may be a string. Returns undefined for any other value. */
export function toSeconds(value: unknown): number | undefined {
  const seconds = typeof value === 'number' || typeof value === 'string' ? Number(value) : 0;
  return seconds > 0 && seconds < Infinity ? seconds : undefined;
}

/** Removes undefined members, because the types declare them as absent. */
const withoutUnset = <T extends object>(members: T): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
