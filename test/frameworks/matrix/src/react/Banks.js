import {createElement as h, StrictMode, useRef, useState} from 'react';
import {BankReconnect} from 'bank-reconnect/react';
import {fetchToken, headers} from '../backend.js';

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
  const tagOf = ({id, provider, institutionName}, index) =>
    h(
      BankReconnect,
      {
        key: id,
        ref: index === 0 ? first : refer,
        className: 'bank',
        connectionId: id,
        provider,
        institutionName,
        completeUrl: '/api/bank/complete',
        statusUrl: '/api/bank/status',
        sandboxUrl,
        headers,
        fetchToken,
        ...(isDisabled && {disabled: true}),
        onExitedErrored: ({detail}) => setNews(`${institutionName}: ${detail.error.code}`),
        onRepairConfirmed: ({detail}) => setNews(`${institutionName}: ${detail.status}`),
      },
      `Reconnect ${institutionName}`,
    );
  return h(
    StrictMode,
    null,
    h('button', {onClick: () => void first.current?.open()}, 'Open the first'),
    connections.map(tagOf),
    h('p', {role: 'status'}, news),
  );
}
