import 'bank-reconnect/preact';
import {h, render} from 'preact';
import {useRef, useState} from 'preact/hooks';
import {fetchToken, headers} from '../backend.js';
import {start} from '../start.js';

function Banks({connections, sandboxUrl}) {
  const [news, setNews] = useState('');
  const first = useRef(null);
  const tagOf = ({id, provider, institutionName}, index) =>
    h('bank-reconnect', {
      key: id,
      ref: index === 0 ? first : undefined,
      'connection-id': id,
      provider,
      'institution-name': institutionName,
      'complete-url': '/api/bank/complete',
      'status-url': '/api/bank/status',
      'sandbox-url': sandboxUrl,
      headers,
      fetchToken,
      'onexited-errored': ({detail}) => setNews(`${institutionName}: ${detail.error.code}`),
      'onrepair-confirmed': ({detail}) => setNews(`${institutionName}: ${detail.status}`),
    });
  return [
    h('button', {onClick: () => first.current.open()}, 'Open the first'),
    connections.map(tagOf),
    h('p', {role: 'status'}, news),
  ];
}

start({mount: (target, overview) => render(h(Banks, overview), target)});
