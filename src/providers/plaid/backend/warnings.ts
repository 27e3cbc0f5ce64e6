/** The status of an item without an error; Plaid defines none. */
export const healthyStatus = 'HEALTHY';

/** Warnings of a coming expiration or disconnection; `LOGIN_REPAIRED` clears them. */
export const expirationWarnings: readonly string[] = ['PENDING_DISCONNECT', 'PENDING_EXPIRATION'];

/** States that Plaid only reports by webhook, while the item has no error; most urgent first. */
export const warnings: readonly string[] = [...expirationWarnings, 'USER_ACCOUNT_REVOKED', 'NEW_ACCOUNTS_AVAILABLE'];

/** Error and webhook codes that a repair only resolves with account selection. */
const accountReasons: ReadonlySet<string | null | undefined> = new Set([
  'NEW_ACCOUNTS_AVAILABLE',
  'USER_ACCOUNT_REVOKED',
  'NO_ACCOUNTS',
  'NO_AUTH_ACCOUNTS',
  'ACCESS_NOT_GRANTED',
]);

/** Whether any of these statuses, reasons or warnings requires account selection. */
export function needsAccountSelection(reasons: readonly (string | null | undefined)[]): boolean {
  return reasons.some(reason => accountReasons.has(reason));
}
