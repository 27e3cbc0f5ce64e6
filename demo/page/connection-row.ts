import {html} from 'hono/html';
import {connectionLine} from './icons.js';
import type {Markup} from './markup.js';
import type {ConnectionView} from './view.js';

/** A connection of the list. The element is configured by attributes only. */
export function connectionRow(view: ConnectionView, nonce: string): Markup {
  const name = `${view.id}-name`;
  return html`<li
    class="connection"
    data-provider="${view.provider}"
    data-connection="${view.id}"
    ${optional('data-vendor-id', view.providerConnectionId)}
    data-tone="${view.tone}"
  >
    <img class="logo" src="${view.institutionLogo}" alt="" width="40" height="40" />
    <div class="title">
      <h3 id="${name}">${view.institutionName}</h3>
      <p class="way">${view.way}</p>
    </div>
    <div class="state">
      <p class="status">
        <span class="visually-hidden">Status at ${view.aggregator}:</span>
        <span class="pill">
          ${connectionLine()}<span class="status-word" data-status>${view.status ?? 'UNREACHABLE'}</span>
        </span>
        <span class="status-reason" data-reason>${view.statusReason ?? ''}</span>
      </p>
      ${
        view.breakable
          ? html`<button type="button" class="plain" data-break aria-describedby="${name}">Break again</button>`
          : ''
      }
    </div>
    <div class="repair">
      <bank-reconnect
        provider="${view.provider}"
        connection-id="${view.id}"
        institution-name="${view.institutionName}"
        ${optional('status', view.status)}
        ${optional('status-reason', view.statusReason)}
        ${optional('display', view.display)}
        token-url="/api/bank/token"
        complete-url="/api/bank/complete"
        status-url="/api/bank/status"
        ${optional('sandbox-url', view.sandboxUrl)}
        nonce="${nonce}"
      ></bank-reconnect>
    </div>
    <p class="unreachable">We could not reach ${view.aggregator} just now. Reload the page to try again.</p>
    <p class="failure" role="alert"></p>
  </li>`;
}

function optional(attribute: string, value: string | undefined): Markup | '' {
  return value === undefined ? '' : html`${attribute}="${value}"`;
}
