import {safeId} from '../../../backend/vendor-call.js';

/** An id of Plaid's that is safe to log. Plaid's tokens use the same characters, but start with their type. */
export function safePlaidId(value: unknown): string | undefined {
  const id = safeId(value);
  return id !== undefined && /^(access|link|public)-/.test(id) ? undefined : id;
}
