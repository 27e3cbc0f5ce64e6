import type {ForwardRefExoticComponent, HTMLAttributes, RefAttributes} from 'react';
import type {BankReconnectElement} from '../index.js';
import type {RepairListeners} from './events.js';
import type {RepairProperties} from './properties.js';

/** The props of `BankReconnect`: the element's properties, its events as `onExitedSuccessful`, and those of every HTML element. */
export type BankReconnectProps = RepairProperties &
  RepairListeners &
  Omit<HTMLAttributes<BankReconnectElement>, keyof RepairProperties | keyof RepairListeners>;

export type BankReconnectComponent = ForwardRefExoticComponent<
  BankReconnectProps & RefAttributes<BankReconnectElement>
>;
