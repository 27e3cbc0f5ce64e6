// The attributes and properties of the tag, which React, Preact and Solid write in the same way.
import type {BankReconnectElement} from 'bank-reconnect';

export const good = (
  <>
    <bank-reconnect
      class="wide"
      connection-id="conn_42"
      provider="plaid"
      token-url="/api/bank/token"
      display="popup"
      auto-open
      headers={async () => ({authorization: 'Bearer …'})}
      fetchToken={async ({connectionId}) => fetch(`/token/${connectionId}`)}
    >
      Sign in again
    </bank-reconnect>
    <bank-reconnect connectionId="conn_42" provider="a provider of the host" />
  </>
);

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
// TypeScript accepts every unknown name with a dash, in each element of JSX.
export const unchecked = <bank-reconnect conection-id="conn_42" />;
export const wrongExit = (tag: BankReconnectElement) =>
  // @ts-expect-error -- a wrong type of an exit
  tag.open().then(exit => exit.type === 'success');
