import React from 'react';
import {BankReconnectElement} from '../index.js';
import {eventNames, listenerNameOf} from './events.js';
import type {BankReconnectComponent, BankReconnectProps} from './react-props.js';

/** The props that only the browser sets. */
const inBrowser = new Set<string>([
  ...Object.keys(BankReconnectElement.properties),
  ...eventNames.map(name => listenerNameOf(name)),
]);

/**
 * The component on the server: the label and the attributes of every HTML element. The button is disabled until the browser
 * has set the properties, because a repair without `headers` or `fetchToken` would fail.
 */
export const RenderedBankReconnect: BankReconnectComponent = React.forwardRef<BankReconnectElement, BankReconnectProps>(
  // React warns of a function without the second parameter. On the server there is no element to refer to.
  ({className, ...props}, _ref) => {
    const rendered = Object.entries(props).filter(([name]) => !inBrowser.has(name));
    return React.createElement('bank-reconnect', {...Object.fromEntries(rendered), class: className, disabled: true});
  },
);
RenderedBankReconnect.displayName = 'BankReconnect';
