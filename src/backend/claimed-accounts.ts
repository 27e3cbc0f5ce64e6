import type {Account} from '../contract.js';
import {isObject} from './vendor-call.js';

const shown = ['name', 'mask', 'type', 'subtype'] as const;

/** More accounts than any person has at one institution, and few enough to show. */
const maxAccounts = 100;

/** Characters of a name, a mask or a type that are passed on. */
const maxLength = 200;

/**
 * The accounts that a widget's result names, wherever it keeps them (beside or within `metadata`). They are shown and
 * nothing else: ids stay behind, because the browser could have made them up.
 */
export function claimedAccounts(result: unknown): Account[] | undefined {
  if (!isObject(result)) return undefined;
  const within = isObject(result['metadata']) ? result['metadata']['accounts'] : undefined;
  const accounts = result['accounts'] ?? within;
  if (!Array.isArray(accounts)) return undefined;
  return accounts
    .slice(0, maxAccounts)
    .filter(isObject)
    .map(account => {
      const texts = shown.map(member => [member, account[member]] as const);
      return Object.fromEntries(texts.filter(([, text]) => typeof text === 'string' && text.length <= maxLength));
    });
}
