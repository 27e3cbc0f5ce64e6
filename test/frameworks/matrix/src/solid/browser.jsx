import 'bank-reconnect/solid';
import {createSignal, For} from 'solid-js';
import {render} from 'solid-js/web';
import {fetchToken, headers} from '../backend.js';
import {start} from '../start.js';

function Banks({connections, sandboxUrl}) {
  const [news, setNews] = createSignal('');
  const elements = {};
  return (
    <>
      <button onClick={() => elements[connections[0].id].open()}>Open the first</button>
      <For each={connections}>
        {({id, provider, institutionName}) => (
          <bank-reconnect
            ref={elements[id]}
            connection-id={id}
            provider={provider}
            institution-name={institutionName}
            complete-url="/api/bank/complete"
            status-url="/api/bank/status"
            sandbox-url={sandboxUrl}
            prop:headers={headers}
            prop:fetchToken={fetchToken}
            on:exited-errored={({detail}) => setNews(`${institutionName}: ${detail.error.code}`)}
            on:repair-confirmed={({detail}) => setNews(`${institutionName}: ${detail.status}`)}
          />
        )}
      </For>
      <p role="status">{news()}</p>
    </>
  );
}

start({mount: (target, overview) => render(() => <Banks {...overview} />, target)});
