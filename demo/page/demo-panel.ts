import {html} from 'hono/html';
import {externalIcon} from './icons.js';
import type {Markup} from './markup.js';

/** The usernames of the sandbox's banks, and their effects. */
export const testUsers: readonly {username: string; password: string; outcome: string}[] = [
  {username: 'user_good', password: 'pass_good', outcome: 'signs in'},
  {username: 'user_mfa', password: 'pass_good', outcome: 'is asked for a code: 1234'},
  {username: 'user_locked', password: 'pass_good', outcome: 'is locked at the bank'},
  {username: 'user_good', password: 'any other', outcome: 'is refused, and may try again'},
];

/** Explains what the page runs on and how to try it. */
export function demoPanel(sandboxUrl: string | undefined): Markup {
  if (sandboxUrl === undefined) {
    return html`<section class="card panel" id="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">This is a demo on real connections</h2>
      <p>Every bank on this page is reached through its aggregator’s own environment, with your credentials.</p>
    </section>`;
  }
  return html`<section class="card panel" id="demo" aria-labelledby="demo-title">
    <h2 id="demo-title">This is a demo on the sandbox</h2>
    <p>No bank and no aggregator is contacted. Press a Reconnect button and sign in as one of these:</p>
    <table>
      <thead>
        <tr>
          <th scope="col">Username</th>
          <th scope="col">Password</th>
          <th scope="col">The bank</th>
        </tr>
      </thead>
      <tbody>
        ${testUsers.map(
          user =>
            html`<tr>
              <td><code>${user.username}</code></td>
              <td>${user.password.includes('_') ? html`<code>${user.password}</code>` : user.password}</td>
              <td>${user.outcome}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p>
      <a href="${sandboxUrl}" target="_blank" rel="noopener"
        >Open the sandbox’s control page ${externalIcon()}<span class="visually-hidden">(new tab)</span></a
      >
      to change banks, statuses and the clock.
    </p>
  </section>`;
}
