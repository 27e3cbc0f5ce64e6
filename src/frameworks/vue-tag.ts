// The tag `<bank-reconnect>` in Vue's templates, for applications that set `isCustomElement`.
import type {AllowedComponentProps, HTMLAttributes, VNodeProps} from 'vue';
import type {BankReconnectElement} from '../index.js';
import type {RepairAttributes} from './attributes.js';
import type {RepairListeners} from './events.js';
import type {RepairProperties} from './properties.js';

type OwnProps = RepairAttributes & RepairProperties & RepairListeners;

/** A tag in Vue's templates has the type of a component. Its template ref is the element. */
export type BankReconnectTag = new () => BankReconnectElement & {
  $props: OwnProps & Omit<HTMLAttributes, keyof OwnProps> & VNodeProps & AllowedComponentProps;
  $slots: {default?(): unknown; trigger?(): unknown};
};

declare module 'vue' {
  interface GlobalComponents {
    'bank-reconnect': BankReconnectTag;
  }
}
