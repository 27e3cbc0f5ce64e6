// The tag `<bank-reconnect>` in React's JSX. React 19 sets attributes, properties and listeners of such a tag.
import type {DetailedHTMLProps, HTMLAttributes} from 'react';
import type {BankReconnectElement} from '../index.js';
import type {PrefixedListeners, RepairAttributes} from './attributes.js';
import type {RepairProperties} from './properties.js';

/** The attributes and properties of the tag, and its events as `onexited-successful`. */
export type BankReconnectTagProps = RepairAttributes &
  RepairProperties &
  PrefixedListeners<'on'> &
  DetailedHTMLProps<HTMLAttributes<BankReconnectElement>, BankReconnectElement> & {class?: string | undefined};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'bank-reconnect': BankReconnectTagProps;
    }
  }
}
