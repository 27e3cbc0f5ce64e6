import type {ReportedAccount} from '../contract.js';
import {isObject} from './vendor-call.js';

const displayMembers = ['name', 'mask', 'type', 'subtype'] as const;

/** Limit for untrusted input; no person has more accounts at one institution. */
const maxAccounts = 100;

/** Maximum length of a name, mask or type, in characters; longer values are dropped. */
const maxLength = 200;

/**
 * The accounts in a widget's result, from `accounts` or `metadata.accounts`. They are for display only. Ids are dropped,
 * because the browser could have forged them.
 */
export function claimedAccounts(result: unknown): ReportedAccount[] | undefined {
  if (!isObject(result)) return undefined;
  const metadataAccounts = isObject(result['metadata']) ? result['metadata']['accounts'] : undefined;
  const accounts = result['accounts'] ?? metadataAccounts;
  if (!Array.isArray(accounts)) return undefined;
  return accounts
    .slice(0, maxAccounts)
    .filter(isObject)
    .map(account => {
      const texts = displayMembers.map(member => [member, account[member]] as const);
      return Object.fromEntries(texts.filter(([, text]) => typeof text === 'string' && text.length <= maxLength));
    });
}
