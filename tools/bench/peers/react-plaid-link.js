import {createElement, useEffect} from 'react';
import {createRoot} from 'react-dom/client';
import {usePlaidLink} from 'react-plaid-link';

function Reconnect() {
  const {ready, open} = usePlaidLink({token: 'link-sandbox-1', onSuccess() {}, onExit() {}});
  useEffect(() => window.bench.drawn(), []);
  useEffect(() => {
    if (ready) window.bench.ready();
  }, [ready]);
  return createElement('button', {onClick: () => open()}, 'Reconnect');
}

createRoot(document.getElementById('place')).render(createElement(Reconnect));
