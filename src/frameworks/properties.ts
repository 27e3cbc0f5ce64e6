import type {ReactiveElement} from '@lit/reactive-element';
import type {BankReconnectElement} from '../index.js';

/** What a page calls or reads, and does not set. */
type NotSet = keyof ReactiveElement | 'state' | 'error' | 'open' | 'close';

/** The element's properties that a page sets. */
export type RepairProperties = {
  [Name in Exclude<keyof BankReconnectElement, NotSet>]?: BankReconnectElement[Name] | undefined;
};
