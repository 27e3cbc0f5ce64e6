import {html} from 'hono/html';
import {connectionGroup} from './connection-group.js';
import {demoPanel} from './demo-panel.js';
import {brandMark} from './icons.js';
import type {Markup} from './markup.js';
import type {ConnectionGroup} from './view.js';

export interface PageModel {
  groups: readonly ConnectionGroup[];
  /** The sandbox's control origin, if any connection is on the sandbox. */
  sandboxUrl: string | undefined;
  /** The page's text direction. */
  dir: 'ltr' | 'rtl';
  /** The nonce of this response's Content-Security-Policy. */
  nonce: string;
}

/** The settings page "Connected accounts", as one document. */
export function settingsPage({groups, sandboxUrl, dir, nonce}: PageModel): Markup {
  return html`<!doctype html>
    <html lang="en" dir="${dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Connected accounts · Pennyroyal</title>
        <link rel="icon" href="/logos/pennyroyal.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/base.css" />
        <link rel="stylesheet" href="/frame.css" />
        <link rel="stylesheet" href="/connections.css" />
        <link rel="stylesheet" href="/panels.css" />
        <script type="module" src="/app.js" nonce="${nonce}"></script>
        <script type="module" src="/bank-reconnect/bank-reconnect.js" nonce="${nonce}"></script>
      </head>
      <body>
        <a class="skip" href="#accounts">Skip to connected accounts</a>
        <header class="topbar">
          <p class="brand">${brandMark()} <span>Pennyroyal</span></p>
          <p class="owner"><span class="visually-hidden">Signed in as </span>Mara Lindqvist</p>
        </header>
        <div class="layout">
          <nav class="rail" aria-label="Settings">
            <a href="#accounts" aria-current="true">Connected accounts</a>
            <a href="#demo">This demo</a>
            <a href="#events">Events</a>
          </nav>
          <main id="accounts" tabindex="-1">
            <h1>Connected accounts</h1>
            <p class="lede">The banks that Pennyroyal reads your balances and transactions from.</p>
            <noscript><p class="notice">Reconnecting a bank needs JavaScript.</p></noscript>
            ${groups.map(group => connectionGroup(group, nonce))}
          </main>
          <aside class="side" aria-label="Behind the scenes">
            ${demoPanel(sandboxUrl)}
            <section class="card panel events" id="events" aria-labelledby="events-title">
              <div class="events-head">
                <h2 id="events-title">Event log</h2>
                <button type="button" class="quiet small" id="clear-log" aria-label="Clear the event log">Clear</button>
              </div>
              <div class="events-scroll" role="group" aria-labelledby="events-title" tabindex="0">
                <ol id="event-log" role="list" aria-live="off"></ol>
                <p class="events-empty">
                  Shows every event that the page’s own code receives from the elements, and every status that a webhook
                  reports.
                </p>
              </div>
            </section>
          </aside>
        </div>
      </body>
    </html>`;
}
