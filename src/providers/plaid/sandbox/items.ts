import type {Connection, StatusVocabulary} from '../../../sandbox/connections.js';
import {banks, type Bank} from '../../../sandbox/banks/bank.js';
import {documentationUrl} from './errors.js';

/** Plaid has no word for a healthy item: its error is null. The sandbox calls that HEALTHY. */
export const healthy = 'HEALTHY';

/** The error codes an item can be left with, and their reasons (`error_code_reason`, OAuth items only). */
export const plaidStatuses: StatusVocabulary = {
  [healthy]: [null],
  ITEM_LOGIN_REQUIRED: [null, 'OAUTH_INVALID_TOKEN', 'OAUTH_CONSENT_EXPIRED', 'OAUTH_USER_REVOKED'],
  ITEM_LOCKED: [null],
  USER_SETUP_REQUIRED: [null],
  INVALID_CREDENTIALS: [null],
  INVALID_MFA: [null],
  MFA_NOT_SUPPORTED: [null],
  NO_ACCOUNTS: [null],
  ITEM_NOT_SUPPORTED: [null],
  ITEM_NOT_FOUND: [null],
  INSTITUTION_DOWN: [null],
  INSTITUTION_NOT_RESPONDING: [null],
  INSTITUTION_NOT_AVAILABLE: [null],
  INSTITUTION_NO_LONGER_SUPPORTED: [null],
};

/** What no login mends: the item or its login is of a kind that Plaid cannot serve, or it is gone. */
const beyondLogin = ['ITEM_NOT_SUPPORTED', 'MFA_NOT_SUPPORTED', 'ITEM_NOT_FOUND'];

/**
 * Whether update mode makes an item of this status healthy. It mends whatever a login mends; accounts that are gone
 * come back only where the person chooses accounts, and what ails the institution is not the person's to mend.
 */
export function isMendedByUpdateMode(status: string, accountSelection: boolean): boolean {
  if (status === 'NO_ACCOUNTS') return accountSelection;
  return !status.startsWith('INSTITUTION_') && !beyondLogin.includes(status);
}

export interface PlaidAccount {
  readonly id: string;
  readonly name: string;
  readonly mask: string;
  readonly type: string;
  readonly subtype: string;
}

/** A connection as Plaid keeps it. */
export interface PlaidItem extends Connection {
  readonly accessToken: string;
  readonly products: readonly string[];
  readonly accounts: readonly PlaidAccount[];
}

/** Plaid's ids of the imaginary banks. */
export const institutions: Readonly<Record<string, Bank>> = {
  ins_900001: banks.firstHarbor,
  ins_900002: banks.meridian,
  ins_900003: banks.copperValley,
  ins_900004: banks.northlight,
};

/** The accounts every item has; the ids differ from item to item. */
export function accountsOf(itemId: string): PlaidAccount[] {
  return [
    {id: `${itemId}Checking`, name: 'Everyday Checking', mask: '4821', type: 'depository', subtype: 'checking'},
    {id: `${itemId}Savings`, name: 'Rainy Day Savings', mask: '7730', type: 'depository', subtype: 'savings'},
  ];
}

/** What is there at the start: one item that needs a login. The ids are fixed, so that host applications can refer to them. */
export function seedItems(now: number): PlaidItem[] {
  const id = 'itemFirstHarbor1';
  return [
    {
      id,
      environment: 'sandbox',
      accessToken: 'access-sandbox-7c3f5d0e-91ab-4c62-8f04-2b6de1a90c55',
      institution: {id: 'ins_900001', name: banks.firstHarbor.name},
      status: 'ITEM_LOGIN_REQUIRED',
      statusReason: null,
      bank: 'password',
      repairOutcome: 'repaired',
      updatedAt: now,
      products: ['transactions'],
      accounts: accountsOf(id),
    },
  ];
}

/** The item's error as `/item/get` shows it, or null when it is healthy. */
export function itemError(item: PlaidItem): Record<string, unknown> | null {
  if (item.status === healthy) return null;
  const type = item.status.startsWith('INSTITUTION_') ? 'INSTITUTION_ERROR' : 'ITEM_ERROR';
  const message = messages[item.status] ?? 'the item cannot be refreshed in its present state';
  return {
    error_type: type,
    error_code: item.status,
    error_code_reason: item.statusReason,
    error_message: message,
    display_message: displayMessages[item.status] ?? null,
    documentation_url: documentationUrl(type),
    request_id: '',
    causes: [],
    status: 400,
    suggested_action: null,
  };
}

const messages: Readonly<Record<string, string>> = {
  ITEM_LOGIN_REQUIRED: 'the login of this item has changed and the user has to go through update mode',
  ITEM_LOCKED: 'the institution has locked the account',
  NO_ACCOUNTS: 'no accounts are shared with this item',
};

const displayMessages: Readonly<Record<string, string>> = {
  ITEM_LOGIN_REQUIRED: 'Please sign in to your bank again.',
  ITEM_LOCKED: 'Your account is locked. Please unlock it at your bank.',
};
