// The tag `<bank-reconnect>` in Svelte's templates.
import type {HTMLAttributes} from 'svelte/elements';
import type {BankReconnectElement} from '../index.js';
import type {PrefixedListeners, RepairAttributes} from './attributes.js';
import type {RepairProperties} from './properties.js';

export * from '../index.js';

/** The attributes and properties of the tag, and its events as `onexited-successful`. */
export type BankReconnectTagProps = RepairAttributes &
  RepairProperties &
  PrefixedListeners<'on'> &
  HTMLAttributes<BankReconnectElement>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'bank-reconnect': BankReconnectTagProps;
  }
}
