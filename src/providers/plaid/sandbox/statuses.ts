import type {StatusPair, StatusVocabulary} from '../../../sandbox/connections.js';
import {documentationUrl} from './errors.js';

/** Plaid has no status for a healthy item: its error is null. HEALTHY is the sandbox's name for it. */
export const healthy = 'HEALTHY';

/** The codes that only a selection of accounts repairs. */
const accountErrors = [
  'NO_ACCOUNTS',
  'NO_AUTH_ACCOUNTS',
  'ACCESS_NOT_GRANTED',
  'NEW_ACCOUNTS_AVAILABLE',
  'USER_ACCOUNT_REVOKED',
];

/**
 * The error codes of items with their reasons (`error_code_reason`, OAuth items only). The reasons of a healthy item are
 * warnings. Plaid only reports them by webhook. The item has no error then.
 */
export const plaidStatuses: StatusVocabulary = {
  [healthy]: [null, 'PENDING_EXPIRATION', 'PENDING_DISCONNECT', 'NEW_ACCOUNTS_AVAILABLE', 'USER_ACCOUNT_REVOKED'],
  ITEM_LOGIN_REQUIRED: [null, 'OAUTH_INVALID_TOKEN', 'OAUTH_CONSENT_EXPIRED', 'OAUTH_USER_REVOKED'],
  ITEM_LOCKED: [null],
  USER_SETUP_REQUIRED: [null],
  INVALID_CREDENTIALS: [null],
  INVALID_UPDATED_USERNAME: [null],
  INVALID_MFA: [null],
  MFA_NOT_SUPPORTED: [null],
  NO_ACCOUNTS: [null],
  NO_AUTH_ACCOUNTS: [null],
  ACCESS_NOT_GRANTED: [null],
  USER_PERMISSION_REVOKED: [null],
  ITEM_NOT_SUPPORTED: [null],
  ITEM_NOT_FOUND: [null],
  INSTITUTION_DOWN: [null],
  INSTITUTION_NOT_RESPONDING: [null],
  INSTITUTION_NOT_AVAILABLE: [null],
  INSTITUTION_NO_LONGER_SUPPORTED: [null],
};

/** The error codes that are the institution's fault. */
const institutionErrors: ReadonlySet<string> = new Set([
  'INSTITUTION_DOWN',
  'INSTITUTION_NOT_RESPONDING',
  'INSTITUTION_NOT_AVAILABLE',
  'INSTITUTION_NO_LONGER_SUPPORTED',
]);

/** The error codes that no login repairs: Plaid does not support the item or its login, or the item is removed. */
const unrepairableErrors = ['ITEM_NOT_SUPPORTED', 'MFA_NOT_SUPPORTED', 'ITEM_NOT_FOUND'];

/**
 * Whether update mode makes an item with this status healthy. It repairs everything that a login repairs, and a success
 * renews the consent. Missing accounts require a selection of accounts. It does not repair errors of the institution.
 */
export function isRepairedByUpdateMode(
  {status, statusReason}: StatusPair,
  {accountSelection}: {accountSelection: boolean},
): boolean {
  const code = status === healthy ? (statusReason ?? '') : status;
  if (accountErrors.includes(code)) return accountSelection;
  return !institutionErrors.has(status) && !unrepairableErrors.includes(status);
}

/** An item's error in `/item/get` and in webhooks. Null for a healthy item. */
export function itemError({status, statusReason}: StatusPair): Record<string, unknown> | null {
  if (status === healthy) return null;
  const type = institutionErrors.has(status) ? 'INSTITUTION_ERROR' : 'ITEM_ERROR';
  return {
    error_type: type,
    error_code: status,
    error_code_reason: statusReason,
    error_message: errorMessages[status] ?? 'the item cannot be refreshed in its present state',
    display_message: displayMessages[status] ?? null,
    documentation_url: documentationUrl(type),
    request_id: '',
    causes: [],
    status: 400,
    suggested_action: null,
  };
}

const errorMessages: Readonly<Record<string, string>> = {
  ITEM_LOGIN_REQUIRED: 'the login of this item has changed and the user has to go through update mode',
  ITEM_LOCKED: 'the institution has locked the account',
  NO_ACCOUNTS: 'no accounts are shared with this item',
  USER_PERMISSION_REVOKED: 'the user has withdrawn the permission to use this item',
};

const displayMessages: Readonly<Record<string, string>> = {
  ITEM_LOGIN_REQUIRED: 'Please sign in to your bank again.',
  ITEM_LOCKED: 'Your account is locked. Please unlock it at your bank.',
};
