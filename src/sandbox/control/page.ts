import {html} from 'hono/html';
import {bankSign} from '../banks/bank-mark.js';
import {renderPage} from '../layout.js';
import type {World} from '../world.js';
import {connectionsSection} from './page-connections.js';
import {accessSection, bankSection, clockSection, originsSection, vocabularySection} from './page-reference.js';
import {variantsSection} from './page-variants.js';
import {webhooksSection} from './page-webhooks.js';

/** The control page, with a control for each call of the control API. */
export function controlPage(world: World): ReturnType<typeof html> {
  return renderPage({
    title: 'Sandbox control',
    kind: 'control',
    brand: 'sandbox',
    styles: ['/assets/control.css', '/assets/cards.css', '/assets/variants.css', '/assets/webhooks.css'],
    scripts: ['/assets/control.js'],
    body: html`
      <header class="masthead">
        <div class="masthead-inner">
          <div class="title">
            ${bankSign()}
            <div>
              <h1>Bank sandbox</h1>
              <p>Stand-ins for aggregators and banks. A development tool: its state is in memory.</p>
            </div>
          </div>
          <button type="button" data-reset>Reset everything</button>
        </div>
      </header>
      <main>
        ${connectionsSection(world)} ${webhooksSection(world)}
        <div class="columns">
          <div class="stack">${clockSection(world)} ${originsSection(world)}</div>
          <div class="stack">${bankSection()} ${accessSection()}</div>
        </div>
        ${variantsSection(world)} ${vocabularySection()}
      </main>
      <p class="toast" role="status" data-toast></p>
    `,
  });
}
