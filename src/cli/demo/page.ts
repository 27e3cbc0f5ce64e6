import {html} from 'hono/html';
import {bankUsers} from '../../sandbox/guide.js';
import type {Sandbox, SandboxConnection} from '../../sandbox/index.js';
import {tagAttributes, tagOf} from '../tag.js';

type Html = ReturnType<typeof html>;

/**
 * The demo's page: the sandbox's connections with their tags, and the log of events.
 * @param broken the connections in their initial state
 */
export function demoPage(sandbox: Sandbox, broken: readonly SandboxConnection[]): Html {
  const [{username, password}] = bankUsers;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>bank-reconnect demo</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/page.css" />
        <link rel="stylesheet" href="/cards.css" />
        <script type="module" src="/element/bank-reconnect.js"></script>
        <script type="module" src="/page.js"></script>
      </head>
      <body>
        <main>
          <header>
            <p class="name"><code>&lt;bank-reconnect&gt;</code></p>
            <h1>Repair a bank connection</h1>
            <p class="lede">
              Each connection below is broken. Press a button and sign in as <code>${username}</code> with
              <code>${password}</code>. Banks and aggregators are simulated on this machine: the
              <a href="${sandbox.url}" target="_blank" rel="noopener">sandbox’s control page</a> changes them.
            </p>
          </header>
          <ul class="connections">
            ${sandbox.connections().map(connection => connectionCard(connection, sandbox, broken))}
          </ul>
          <section class="card log" aria-labelledby="events">
            <h2 id="events">Events</h2>
            <p class="empty">The tag’s events appear here as it dispatches them.</p>
            <ol tabindex="0" aria-labelledby="events" hidden></ol>
          </section>
        </main>
      </body>
    </html>`;
}

function connectionCard(connection: SandboxConnection, sandbox: Sandbox, broken: readonly SandboxConnection[]): Html {
  const {provider, title, id, institutionName, status, statusReason, healthy} = connection;
  const initial = broken.find(one => one.id === id) ?? connection;
  return html`
    <li
      class="card connection"
      ${healthy ? 'data-healthy' : ''}
      data-control="${sandbox.url}/control/connections/${provider}/${id}"
      data-broken="${JSON.stringify({status: initial.status, statusReason: initial.statusReason})}"
    >
      <div class="head">
        <div>
          <h2>${institutionName}</h2>
          <p class="via">through ${title}</p>
        </div>
        <p class="status">${status}</p>
      </div>
      ${tag(connection, sandbox, {status, 'status-reason': statusReason ?? ''})}
      <div class="foot">
        <details>
          <summary>HTML</summary>
          <pre tabindex="0"><code>${tagOf(connection, sandbox)}</code></pre>
        </details>
        <button type="button" class="break">Break again</button>
      </div>
    </li>
  `;
}

/** The tag as an element, with the connection's status. */
function tag(connection: SandboxConnection, sandbox: Sandbox, status: Readonly<Record<string, string>>): Html {
  const attributes = Object.entries(Object.assign({}, ...tagAttributes(connection, sandbox), status) as typeof status);
  return html`<bank-reconnect ${attributes.map(([name, value]) => html`${name}="${value}" `)}></bank-reconnect>`;
}
