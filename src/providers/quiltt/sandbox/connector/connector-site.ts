import {readFileSync} from 'node:fs';
import {Hono} from 'hono';
import {html} from 'hono/html';
import {bankSign} from '../../../../sandbox/banks/bank-mark.js';
import {signInAssets, signInTemplates} from '../../../../sandbox/banks/sign-in-panel.js';
import {signInRoutes} from '../../../../sandbox/banks/sign-in-routes.js';
import {bodyOf} from '../../../../sandbox/http.js';
import {text} from '../../../../sandbox/json.js';
import {pageHeaders, renderPage, serveAssets} from '../../../../sandbox/layout.js';
import type {Surroundings} from '../../../../sandbox/stand-in.js';
import {connectors, environmentOf} from '../credentials.js';
import type {QuilttVariants} from '../variants.js';
import type {ConnectorFlows} from './connector-flows.js';

const connectorScript = readFileSync(new URL('./connector-script.js', import.meta.url), 'utf8');
const frameScript = readFileSync(new URL('./connector-frame.js', import.meta.url), 'utf8');
const loginScript = readFileSync(new URL('./connector-login.js', import.meta.url), 'utf8');
const frameCss = readFileSync(new URL('./connector-frame.css', import.meta.url), 'utf8');

/** The Connector in the browser: the script for the host's page, the page of its frame, and the calls of that page. */
export function connectorSite(flows: ConnectorFlows, surroundings: Surroundings, variants: () => QuilttVariants): Hono {
  const app = new Hono();
  serveAssets(app, {
    ...signInAssets,
    'connector-frame.js': frameScript,
    'connector-login.js': loginScript,
    'connector-frame.css': frameCss,
  });

  app.get('/v1/connector.js', c => {
    const {openedEvent, doubleEvents, connectorHandlers, escape} = variants();
    const settings = JSON.stringify({openedEvent, doubleEvents, connectorHandlers, escape});
    // The script can be loaded through a redirect, so its URL in the page does not show this origin.
    const script = connectorScript
      .replace('{{connector-origin}}', surroundings.ownOrigin())
      .replace("'{{settings}}'", settings);
    return c.body(script, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'no-store',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
  });

  app.get('/connector/:id', c => {
    const known = environmentOf(connectors, c.req.param('id')) !== null;
    return known ? c.html(framePage(), 200, pageHeaders('*')) : c.text('No such Connector', 404, pageHeaders('*'));
  });

  app.post('/connector/:id/session', async c => {
    const body = (await bodyOf(c.req.raw)) ?? {};
    return c.json(
      flows.open({
        connectorId: c.req.param('id'),
        token: text(body['token']),
        connectionId: text(body['connectionId']),
        institution: text(body['institution']),
      }),
    );
  });
  app.post('/connector-session/:id/institution', async c => {
    const picked = flows.pick(c.req.param('id'), text((await bodyOf(c.req.raw))?.['institutionId']));
    return picked ? c.json(picked) : c.json({error: 'no such session or institution'}, 404);
  });
  app.post('/connector-session/:id/cancel', async c => {
    if (!(await bodyOf(c.req.raw))) return c.json({error: 'a JSON body is needed'}, 415);
    flows.cancel(c.req.param('id'));
    return c.json({});
  });
  app.route(
    '/sign-in',
    signInRoutes(id => flows.signIn(id), surroundings.bankOrigin),
  );
  return app;
}

function framePage(): ReturnType<typeof html> {
  return renderPage({
    title: 'Connector',
    kind: 'connector',
    styles: ['/assets/widget-page.css', '/assets/connector-frame.css'],
    scripts: ['/assets/connector-frame.js'],
    body: html`
      <div class="card">
        <header>
          <span class="product">Connector</span>
          <span class="marker">Sandbox</span>
          <button type="button" id="leave" aria-label="Close the Connector">
            <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path d="m5 5 10 10M15 5 5 15" /></svg>
          </button>
        </header>
        <main>
          ${bankSign()}
          <h1 id="heading" tabindex="-1">One moment</h1>
          <div id="pane">
            <p class="loading" role="status"><span class="spinner"></span> Loading …</p>
          </div>
        </main>
        <footer>Stand-in for Quiltt’s Connector. Nothing leaves this machine.</footer>
      </div>
      ${signInTemplates()} ${paneTemplates()}
    `,
  });
}

/** The panes of the frame, beside the sign-in at the bank. */
function paneTemplates(): ReturnType<typeof html> {
  return html`
    <template id="pane-login">
      <form novalidate>
        <p class="lead">Enter your e-mail address to continue. We send you a passcode.</p>
        <p role="alert" class="alert" hidden></p>
        <label for="email">E-mail</label>
        <input id="email" name="email" type="email" autocomplete="email" spellcheck="false" />
        <button type="submit" class="primary">Continue</button>
      </form>
    </template>
    <template id="pane-passcode">
      <form novalidate>
        <p class="lead">Enter the passcode that we sent to <b data-contact></b>. In this sandbox it is 000000.</p>
        <p role="alert" class="alert" hidden></p>
        <label for="passcode">Passcode</label>
        <input id="passcode" name="passcode" inputmode="numeric" autocomplete="one-time-code" spellcheck="false" />
        <button type="submit" class="primary">Continue</button>
      </form>
    </template>
    <template id="pane-institutions">
      <p class="lead">Choose the bank you want to connect.</p>
      <ul class="institutions"></ul>
    </template>
    <template id="pane-error">
      <p role="alert" class="alert">This connection cannot be opened.</p>
      <p class="lead">Close this and start again.</p>
      <button type="button" class="primary" data-close>Close</button>
    </template>
  `;
}
