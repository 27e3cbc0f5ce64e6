import type {BankReconnectElement} from 'bank-reconnect';
import type {} from 'bank-reconnect/solid';

export function Good() {
  let tag: BankReconnectElement | undefined;
  return (
    <>
      <bank-reconnect
        ref={element => (tag = element)}
        connection-id="conn_42"
        provider="plaid"
        token-url="/api/bank/token"
        prop:headers={async () => ({authorization: 'Bearer …'})}
        prop:fetchToken={async ({connectionId}) => fetch(`/token/${connectionId}`)}
        on:exited-successful={event => event.detail.resultingConnectionId?.length}
        on:exited-errored={({detail}) => detail.error.code === 'offline'}
      >
        Sign in again
      </bank-reconnect>
      <button onClick={() => void tag?.open().then(exit => exit.type)}>Open</button>
    </>
  );
}

export const wrongProperty = (
  // @ts-expect-error -- a wrong property
  <bank-reconnect prop:heders={{}} />
);
export const wrongValue = (
  // @ts-expect-error -- neither an object nor a function
  <bank-reconnect prop:headers={3} />
);
export const wrongListener = (
  // @ts-expect-error -- not a function
  <bank-reconnect on:exited-successful="done" />
);
// TypeScript accepts every unknown name with a dash, in each element of JSX.
export const unchecked = <bank-reconnect on:exited-sucessful={() => undefined} />;
export const wrongField = (
  <bank-reconnect
    on:exited-successful={event => {
      // @ts-expect-error -- a field that the detail does not have
      void event.detail.connection;
    }}
  />
);
export const wrongCode = (
  // @ts-expect-error -- an error code that does not exist
  <bank-reconnect on:exited-errored={({detail}) => detail.error.code === 'offlin'} />
);
