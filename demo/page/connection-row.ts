import {html} from 'hono/html';
import {brandMark, connectionLine} from './icons.js';
import type {Markup} from './markup.js';
import type {ConnectionView} from './view.js';

/** One card of the list. Everything the element needs stands in its attributes. */
export function connectionRow(view: ConnectionView, nonce: string): Markup {
  const name = `${view.id}-name`;
  return html`<li
    class="card connection"
    data-provider="${view.provider}"
    data-connection="${view.id}"
    ${view.providerConnectionId === undefined ? '' : html`data-vendor-id="${view.providerConnectionId}"`}
    data-tone="${view.tone}"
  >
    <div class="connection-head">
      <img class="logo" src="${view.institutionLogo}" alt="" width="44" height="44" />
      ${connectionLine()} ${brandMark()}
      <p class="status">
        <span class="visually-hidden">Status at ${view.aggregator}:</span>
        <span class="status-word" data-status>${view.status ?? 'UNREACHABLE'}</span>
      </p>
    </div>
    <h2 id="${name}">${view.institutionName}</h2>
    <p class="account">Everyday accounts, shared through ${view.aggregator}</p>
    <p class="advice when-broken">
      New transactions have stopped arriving. Sign in at your bank once and everything since then is filled in.
    </p>
    <p class="advice when-healthy">Up to date. Balances and transactions refresh through the day.</p>
    <p class="advice when-unknown">We could not reach ${view.aggregator} just now. Reload the page to ask again.</p>
    ${view.notice === undefined ? '' : html`<p class="notice">${view.notice}</p>`}
    <div class="actions">
      <bank-reconnect
        provider="${view.provider}"
        connection-id="${view.id}"
        institution-name="${view.institutionName}"
        token-url="/api/bank/token"
        complete-url="/api/bank/complete"
        status-url="/api/bank/status"
        ${view.sandboxUrl === undefined ? '' : html`sandbox-url="${view.sandboxUrl}"`}
        nonce="${nonce}"
      ></bank-reconnect>
      ${
        view.breakable
          ? html`<button type="button" class="quiet" data-break aria-describedby="${name}">Break again</button>`
          : ''
      }
    </div>
    <p class="failure" role="alert"></p>
  </li>`;
}
