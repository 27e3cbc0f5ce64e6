import {html} from 'hono/html';
import {bankModeNotes, bankUsers} from '../banks/bank.js';
import {standIns} from '../registry.js';
import type {World} from '../world.js';

type Html = ReturnType<typeof html>;

/** The steps of the clock's buttons, in seconds. */
const clockSteps: readonly (readonly [string, number])[] = [
  ['1 minute', 60],
  ['30 minutes', 1800],
  ['4 hours', 14_400],
  ['1 day', 86_400],
];

export function clockSection({clock}: World): Html {
  const now = new Date(clock.now()).toISOString();
  return html`
    <section class="card" aria-labelledby="clock-heading">
      <h2 id="clock-heading">Clock</h2>
      <p class="clock"><time data-clock datetime="${now}">${now}</time></p>
      <p class="sub">
        Ahead of real time by <span data-ahead>${clock.advancedSeconds}</span> s. Tokens expire by this clock.
      </p>
      <div class="buttons" role="group" aria-label="Move the clock ahead">
        ${clockSteps.map(([label, seconds]) => html`<button type="button" data-advance="${seconds}">+ ${label}</button>`)}
      </div>
    </section>
  `;
}

export function bankSection(): Html {
  return html`
    <section class="card" aria-labelledby="bank-heading">
      <h2 id="bank-heading">Bank users</h2>
      <div class="scroll" tabindex="0" role="group" aria-label="Users">
        <table>
          <thead>
            <tr>
              <th scope="col">Username</th>
              <th scope="col">Password</th>
              <th scope="col">Code</th>
              <th scope="col">At the bank</th>
            </tr>
          </thead>
          <tbody>
            ${bankUsers.map(
              ({username, password, code, note}) =>
                html`<tr>
                  <td><code>${username}</code></td>
                  <td><code>${password}</code></td>
                  <td>${code === null ? '' : html`<code>${code}</code>`}</td>
                  <td>${note}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <dl class="notes">
        ${Object.entries(bankModeNotes).map(
          ([mode, note]) =>
            html`<div>
              <dt><code>${mode}</code></dt>
              <dd>${note}</dd>
            </div>`,
        )}
      </dl>
    </section>
  `;
}

export function accessSection(): Html {
  return html`
    <section class="card" aria-labelledby="access-heading">
      <h2 id="access-heading">Credentials</h2>
      ${standIns.map(
        ({title, credentials}) => html`
          <h3>${title}</h3>
          <dl class="notes">
            ${credentials.map(
              ({label, value, environment}) =>
                html`<div>
                  <dt>${label}${environment ? html` <span class="sub">${environment}</span>` : ''}</dt>
                  <dd><code>${value}</code></dd>
                </div>`,
            )}
          </dl>
        `,
      )}
    </section>
  `;
}

/** All statuses and reasons of each vendor. */
export function vocabularySection(): Html {
  return html`
    <section aria-labelledby="vocabulary-heading">
      <h2 id="vocabulary-heading">Statuses and reasons</h2>
      <div class="columns">
        ${standIns.map(
          ({title, statuses}) => html`
            <div class="card">
              <h3>${title}</h3>
              <dl class="vocabulary">
                ${Object.entries(statuses).map(
                  ([status, reasons]) =>
                    html`<div>
                      <dt><code>${status}</code></dt>
                      ${reasons.filter(reason => reason !== null).map(reason => html`<dd><code>${reason}</code></dd>`)}
                    </div>`,
                )}
              </dl>
            </div>
          `,
        )}
      </div>
    </section>
  `;
}

export function originsSection({origins}: World): Html {
  return html`
    <section class="card" aria-labelledby="origins-heading">
      <h2 id="origins-heading">Addresses</h2>
      <dl class="notes">
        ${Object.entries(origins).map(
          ([name, origin]) =>
            html`<div>
              <dt>${name}</dt>
              <dd><code>${origin}</code></dd>
            </div>`,
        )}
      </dl>
      <h3>Control API</h3>
      <ul class="calls">
        <li><code>GET /control/connections</code></li>
        <li>
          <code>PATCH /control/connections/{provider}/{id}</code>
          <p class="sub">
            Any of <code>status</code>, <code>statusReason</code>, <code>bank</code>, <code>repairOutcome</code>
          </p>
        </li>
        <li><code>GET /control/clock</code></li>
        <li>
          <code>POST /control/clock</code>
          <p class="sub"><code>advanceSeconds</code>: a number from 0</p>
        </li>
        <li><code>GET /control/variants</code></li>
        <li>
          <code>PATCH /control/variants</code>
          <p class="sub">By provider, then by variant: <code>{"meld": {"statusLagSeconds": 5}}</code></p>
        </li>
        <li>
          <code>GET</code>, <code>PUT /control/webhooks</code>
          <p class="sub">URLs by provider: <code>{"meld": "http://localhost:4173/api/bank/webhooks/meld"}</code></p>
        </li>
        <li><code>POST /control/webhooks/{provider}/rotate</code></li>
        <li><code>POST /control/webhooks/{id}/redeliver</code></li>
        <li>
          <code>GET</code>, <code>PUT /control/faults</code>
          <p class="sub">By provider: <code>{"meld": {"status": 429, "retryAfter": 7, "times": 1}}</code></p>
        </li>
        <li><code>POST /control/reset</code></li>
      </ul>
    </section>
  `;
}
