import {useRef} from 'react';
import type {BankReconnectElement} from 'bank-reconnect';
import {BankReconnect} from 'bank-reconnect/react';

export function Good() {
  const tag = useRef<BankReconnectElement>(null);
  const component = useRef<BankReconnectElement>(null);
  return (
    <>
      <bank-reconnect ref={tag} className="wide" />
      <BankReconnect
        ref={component}
        className="wide"
        connectionId="conn_42"
        display="popup"
        autoOpen
        headers={{authorization: 'Bearer …'}}
        onExitedSuccessful={event => event.detail.resultingConnectionId?.length}
        onExitedErrored={({detail}) => detail.error.code === 'offline'}
      >
        Sign in again
      </BankReconnect>
      <button onClick={() => void tag.current?.open().then(exit => exit.type)}>Open</button>
      <button onClick={() => component.current?.close()}>Close</button>
    </>
  );
}

export const wrongPropertyName = (
  // @ts-expect-error -- a wrong property
  <BankReconnect conectionId="conn_42" />
);
export const wrongEventName = (
  // @ts-expect-error -- a wrong event
  <BankReconnect onExitedSucessful={() => undefined} />
);
export const wrongWord = (
  // @ts-expect-error -- a word that the property does not know
  <BankReconnect display="modall" />
);
export const wrongValue = (
  // @ts-expect-error -- neither an object nor a function
  <BankReconnect headers={3} />
);
export const wrongListener = (
  // @ts-expect-error -- not a function
  <BankReconnect onExitedSuccessful="done" />
);
export const wrongField = (
  // @ts-expect-error -- a field that the detail does not have
  <BankReconnect onExitedSuccessful={event => void event.detail.connection} />
);
export const wrongCode = (
  // @ts-expect-error -- an error code that does not exist
  <BankReconnect onExitedErrored={({detail}) => detail.error.code === 'offlin'} />
);
