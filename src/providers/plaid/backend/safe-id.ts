import {safeId} from '../../../backend/vendor-call.js';

/** An id of Plaid's as it may be logged. Its tokens are made of the same characters, and begin with what they are. */
export function safePlaidId(value: unknown): string | undefined {
  const id = safeId(value);
  return id !== undefined && /^(access|link|public)-/.test(id) ? undefined : id;
}
