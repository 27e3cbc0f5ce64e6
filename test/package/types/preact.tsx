import {createRef} from 'preact';
import type {BankReconnectElement} from 'bank-reconnect';
import type {} from 'bank-reconnect/preact';

export function Good() {
  const tag = createRef<BankReconnectElement>();
  return (
    <>
      <bank-reconnect
        ref={tag}
        class="wide"
        connection-id="conn_42"
        provider="plaid"
        token-url="/api/bank/token"
        display="popup"
        auto-open
        headers={async () => ({authorization: 'Bearer …'})}
        fetchToken={async ({connectionId}) => fetch(`/token/${connectionId}`)}
        onexited-successful={event => event.detail.resultingConnectionId?.length}
        onexited-errored={({detail}) => detail.error.code === 'offline'}
      >
        Sign in again
      </bank-reconnect>
      <bank-reconnect connectionId="conn_42" provider="a provider of the host" />
      <button onClick={() => void tag.current?.open().then(exit => exit.type)}>Open</button>
    </>
  );
}

export const wrongPropertyName = (
  // @ts-expect-error -- a wrong property
  <bank-reconnect conectionId="conn_42" />
);
export const wrongWord = (
  // @ts-expect-error -- a word that the attribute does not know
  <bank-reconnect display="modall" />
);
export const wrongValue = (
  // @ts-expect-error -- neither an object nor a function
  <bank-reconnect headers={3} />
);
export const wrongListener = (
  // @ts-expect-error -- not a function
  <bank-reconnect onexited-successful="done" />
);
// TypeScript accepts every unknown name with a dash, in each element of JSX.
export const unchecked = <bank-reconnect conection-id="conn_42" onexited-sucessful={() => undefined} />;
export const wrongField = (
  <bank-reconnect
    onexited-successful={event => {
      // @ts-expect-error -- a field that the detail does not have
      void event.detail.connection;
    }}
  />
);
export const wrongExit = (tag: BankReconnectElement) =>
  // @ts-expect-error -- a wrong type of an exit
  tag.open().then(exit => exit.type === 'success');
