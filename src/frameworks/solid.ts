// The tag `<bank-reconnect>` in Solid's JSX. Solid sets each name of such a tag as a property, also one with dashes.
import type {JSX} from 'solid-js';
import type {BankReconnectElement} from '../index.js';
import type {PrefixedListeners, RepairAttributes} from './attributes.js';
import type {RepairProperties} from './properties.js';

export * from '../index.js';

/** The attributes and properties of the tag, its properties as `prop:headers`, and its events as `on:exited-successful`. */
export type BankReconnectTagProps = RepairAttributes &
  RepairProperties & {
    [Name in keyof RepairProperties as `prop:${Name & string}`]?: RepairProperties[Name];
  } & PrefixedListeners<'on:'> &
  JSX.HTMLAttributes<BankReconnectElement>;

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'bank-reconnect': BankReconnectTagProps;
    }
  }
}
