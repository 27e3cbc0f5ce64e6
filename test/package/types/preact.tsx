import {createRef} from 'preact';
import type {BankReconnectElement} from 'bank-reconnect';
import type {} from 'bank-reconnect/preact';

export function Good() {
  const tag = createRef<BankReconnectElement>();
  return (
    <>
      <bank-reconnect
        ref={tag}
        connection-id="conn_42"
        provider="plaid"
        token-url="/api/bank/token"
        headers={async () => ({authorization: 'Bearer …'})}
        onexited-successful={event => event.detail.resultingConnectionId?.length}
        onexited-errored={({detail}) => detail.error.code === 'offline'}
      >
        Sign in again
      </bank-reconnect>
      <button onClick={() => void tag.current?.open().then(exit => exit.type)}>Open</button>
    </>
  );
}
