import {createRef} from 'preact';
import type {BankReconnectElement} from 'bank-reconnect';
import type {} from 'bank-reconnect/preact';

export function Good() {
  const tag = createRef<BankReconnectElement>();
  return (
    <>
      <bank-reconnect ref={tag} />
      <button onClick={() => void tag.current?.open().then(exit => exit.type)}>Open</button>
    </>
  );
}
