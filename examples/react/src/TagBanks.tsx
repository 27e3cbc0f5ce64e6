import {useState} from 'react';
import type {} from 'bank-reconnect/react';
import {fetchToken, headers, type Overview} from './backend';

export function TagBanks({connections, sandboxUrl}: Overview) {
  const [news, setNews] = useState('');
  return (
    <>
      <h1>Your banks</h1>
      {connections.map(({id, provider, institutionName}) => (
        <bank-reconnect
          key={id}
          connection-id={id}
          provider={provider}
          institution-name={institutionName}
          complete-url="/api/bank/complete"
          status-url="/api/bank/status"
          sandbox-url={sandboxUrl}
          headers={headers}
          fetchToken={fetchToken}
          onrepair-confirmed={event => setNews(`${institutionName}: ${event.detail.status}`)}
        />
      ))}
      <p role="status">{news}</p>
    </>
  );
}
