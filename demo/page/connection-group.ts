import {html} from 'hono/html';
import {connectionRow} from './connection-row.js';
import type {Markup} from './markup.js';
import type {ConnectionGroup} from './view.js';

/** The connections at one aggregator, in one card. */
export function connectionGroup({aggregator, notice, connections}: ConnectionGroup, nonce: string): Markup {
  const id = `at-${aggregator.toLowerCase()}`;
  return html`<section class="card group" aria-labelledby="${id}">
    <h2 id="${id}">Shared through ${aggregator}</h2>
    ${notice === undefined ? '' : html`<p class="notice">${notice}</p>`}
    <ul class="connections" role="list">
      ${connections.map(view => connectionRow(view, nonce))}
    </ul>
  </section>`;
}
