/** The status of an item without an error; Plaid has no word for it. */
export const healthyStatus = 'HEALTHY';

/** Consents and connections that will end, which a renewal takes back. */
export const endings: readonly string[] = ['PENDING_DISCONNECT', 'PENDING_EXPIRATION'];

/** What Plaid tells by webhook alone while the item has no error; most urgent first. */
export const warnings: readonly string[] = [...endings, 'USER_ACCOUNT_REVOKED', 'NEW_ACCOUNTS_AVAILABLE'];

/** Codes of errors and of webhooks that a repair mends only if the person may choose accounts in it. */
const accountReasons: ReadonlySet<string | null | undefined> = new Set([
  'NEW_ACCOUNTS_AVAILABLE',
  'USER_ACCOUNT_REVOKED',
  'NO_ACCOUNTS',
  'NO_AUTH_ACCOUNTS',
  'ACCESS_NOT_GRANTED',
]);

/** Whether any of these words asks for another choice of accounts. */
export function concernsAccounts(words: readonly (string | null | undefined)[]): boolean {
  return words.some(word => accountReasons.has(word));
}
