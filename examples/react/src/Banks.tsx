import {useRef, useState} from 'react';
import type {BankReconnectElement} from 'bank-reconnect';
import {BankReconnect} from 'bank-reconnect/react';
import {fetchToken, headers, type Connection, type Overview} from './backend';

export function Banks({connections, sandboxUrl}: Overview) {
  const [list, setList] = useState(connections);
  const [isShown, setShown] = useState(true);
  const [news, setNews] = useState('');
  const first = useRef<BankReconnectElement>(null);

  const renderBank = ({id, provider, institutionName}: Connection, index: number) => (
    <li key={id}>
      <h2>{institutionName}</h2>
      <BankReconnect
        ref={index === 0 ? first : null}
        connectionId={id}
        provider={provider}
        institutionName={institutionName}
        completeUrl="/api/bank/complete"
        statusUrl="/api/bank/status"
        sandboxUrl={sandboxUrl}
        headers={headers}
        fetchToken={fetchToken}
        onExitedAborted={({detail}) => setNews(`${institutionName}: ${detail.reason}`)}
        onExitedErrored={({detail}) => setNews(`${institutionName}: ${detail.error.code}`)}
        onRepairConfirmed={({detail}) => setNews(`${institutionName}: ${detail.status}`)}
      />
    </li>
  );

  return (
    <>
      <h1>Your banks</h1>
      <button onClick={() => void first.current?.open()}>Open the first</button>
      <button onClick={() => setList(list.toReversed())}>Reverse</button>
      <button onClick={() => setShown(!isShown)}>{isShown ? 'Hide' : 'Show'}</button>
      {isShown && <ul>{list.map(renderBank)}</ul>}
      <p role="status">{news}</p>
    </>
  );
}
