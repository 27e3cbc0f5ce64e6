import {createElement, useEffect} from 'react';
import {createRoot} from 'react-dom/client';
import {QuilttButton, QuilttProvider} from '@quiltt/react';

const encode = value => btoa(JSON.stringify(value)).replace(/=+$/, '');
const token = [encode({alg: 'none'}), encode({exp: Math.floor(Date.now() / 1000) + 3600}), ''].join('.');

function Reconnect() {
  // The vendor's script calls `bench.ready`.
  useEffect(() => window.bench.drawn(), []);
  const button = createElement(QuilttButton, {connectorId: 'connector', connectionId: 'conn_1'}, 'Reconnect');
  return createElement(QuilttProvider, {token}, button);
}

createRoot(document.getElementById('place')).render(createElement(Reconnect));
