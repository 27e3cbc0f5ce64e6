import {createElement as h, StrictMode, useRef, useState} from 'react';
import {BankReconnect} from 'bank-reconnect/react';
import {tagPropsOf} from '../tag-props.js';

/** The calls of the second tag's ref. */
const calls = [];
globalThis.refCalls = calls;

function refer(element) {
  calls.push(element ? 'attached' : 'null');
  return () => calls.push('cleaned up');
}

export function Banks({connections, sandboxUrl, isDisabled}) {
  const [news, setNews] = useState('');
  const first = useRef(null);
  const tagOf = (connection, index) =>
    h(
      BankReconnect,
      {
        ...tagPropsOf(connection, {sandboxUrl, say: setNews}),
        // The first ref returns the element, as short functions do, and not a clean-up.
        ref: index === 0 ? element => (first.current = element) : refer,
        className: 'bank',
        ...(isDisabled && {disabled: true}),
      },
      `Reconnect ${connection.institutionName}`,
    );
  return h(
    StrictMode,
    null,
    h('button', {onClick: () => void first.current?.open()}, 'Open the first'),
    connections.map(tagOf),
    h('p', {role: 'status'}, news),
  );
}
