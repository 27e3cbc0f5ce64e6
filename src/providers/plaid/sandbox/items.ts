import {banks, type Bank} from '../../../sandbox/banks/bank.js';
import type {Connection} from '../../../sandbox/connections.js';

export interface PlaidAccount {
  readonly id: string;
  readonly name: string;
  readonly mask: string;
  readonly type: string;
  readonly subtype: string;
}

/** A connection at Plaid. */
export interface PlaidItem extends Connection {
  readonly accessToken: string;
  readonly products: readonly string[];
  /** The accounts that the person shares with the application. */
  accounts: readonly PlaidAccount[];
  /** The item's webhook URL. Null for the sandbox's webhook URL of Plaid. */
  webhook: string | null;
  /** The end of the consent, in milliseconds since the epoch on the sandbox's clock. Null without an end. */
  consentExpiresAt: number | null;
}

/** The fictional banks by Plaid's ids. */
export const institutions: Readonly<Record<string, Bank>> = {
  ins_900001: banks.firstHarbor,
  ins_900002: banks.meridian,
  ins_900003: banks.copperValley,
  ins_900004: banks.northlight,
};

/** The accounts that are shared initially. Their ids depend on the item. */
export function firstAccountsOf(itemId: string): PlaidAccount[] {
  return accountsAtBank(itemId).slice(0, 2);
}

/** All accounts of the person at the bank. The last one is a new account. */
export function accountsAtBank(itemId: string): PlaidAccount[] {
  return [
    {id: `${itemId}Checking`, name: 'Everyday Checking', mask: '4821', type: 'depository', subtype: 'checking'},
    {id: `${itemId}Savings`, name: 'Rainy Day Savings', mask: '7730', type: 'depository', subtype: 'savings'},
    {id: `${itemId}Card`, name: 'Harbor Credit Card', mask: '9054', type: 'credit', subtype: 'credit card'},
  ];
}

/** The id of the initial item. It is fixed, so that host applications can refer to it. */
export const firstItemId = 'itemFirstHarbor1';

/** The initial items: one that requires a login. */
export function seedItems(now: number): PlaidItem[] {
  return [
    {
      id: firstItemId,
      environment: 'sandbox',
      accessToken: 'access-sandbox-7c3f5d0e-91ab-4c62-8f04-2b6de1a90c55',
      institution: {id: 'ins_900001', name: banks.firstHarbor.name},
      status: 'ITEM_LOGIN_REQUIRED',
      statusReason: null,
      bank: 'password',
      repairOutcome: 'repaired',
      updatedAt: now,
      products: ['transactions'],
      accounts: firstAccountsOf(firstItemId),
      webhook: null,
      consentExpiresAt: null,
    },
  ];
}
