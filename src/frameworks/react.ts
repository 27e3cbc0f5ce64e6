import {createComponent} from '@lit/react';
import React from 'react';
import {BankReconnectElement} from '../index.js';
import {eventNames, listenerNameOf} from './events.js';
import type {BankReconnectComponent, BankReconnectProps} from './react-props.js';
import {RenderedBankReconnect} from './react-server.js';

export type * from '../index.js';
export type {BankReconnectProps};
export type {BankReconnectTagProps} from './react-tag.js';

/** A component whose props lit sets in an effect, which runs after hydration, too. */
const Tag = createComponent({
  react: React,
  tagName: 'bank-reconnect',
  elementClass: BankReconnectElement,
  events: Object.fromEntries(eventNames.map(name => [listenerNameOf(name), name])),
}) as BankReconnectComponent;

const HydratedBankReconnect = React.forwardRef<BankReconnectElement, BankReconnectProps>((props, ref) => {
  // Hydration keeps the attribute that the server has rendered. Its removal enables the element, so it happens before lit sets
  // the properties: React attaches a ref before it runs effects.
  const refer = React.useMemo(() => {
    // React 19 calls what a ref has returned, instead of the ref with null. lit does not pass it on.
    let cleanUp: (() => void) | void;
    return (element: BankReconnectElement | null) => {
      element?.removeAttribute('disabled');
      if (!element && typeof cleanUp === 'function') cleanUp();
      else if (typeof ref === 'function') cleanUp = ref(element);
      else if (ref) ref.current = element;
    };
  }, [ref]);
  return React.createElement(Tag, {...props, ref: refer});
});
HydratedBankReconnect.displayName = 'BankReconnect';

/**
 * `<bank-reconnect>` as a React component. It sets properties and adds listeners also on a tag that the server has
 * rendered, which React 19 does not do for a plain tag. A `ref` is the element.
 */
// One file for both: a server component refers to the file that the server has resolved, and the browser loads that file.
export const BankReconnect: BankReconnectComponent =
  typeof document === 'undefined' ? RenderedBankReconnect : HydratedBankReconnect;
