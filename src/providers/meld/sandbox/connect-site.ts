import {readFileSync} from 'node:fs';
import {Hono} from 'hono';
import {html} from 'hono/html';
import {bankSign} from '../../../sandbox/banks/bank-mark.js';
import {signInAssets, signInTemplates} from '../../../sandbox/banks/sign-in-panel.js';
import {signInRoutes} from '../../../sandbox/banks/sign-in-routes.js';
import {bodyOf} from '../../../sandbox/http.js';
import {text} from '../../../sandbox/json.js';
import {pageHeaders, renderPage, serveAssets} from '../../../sandbox/layout.js';
import type {ConnectSessions} from './connect-sessions.js';

const connectScript = readFileSync(new URL('./connect-page.js', import.meta.url), 'utf8');
const messagesScript = readFileSync(new URL('./connect-messages.js', import.meta.url), 'utf8');
const connectCss = readFileSync(new URL('./connect-page.css', import.meta.url), 'utf8');

/** The widget's page and its calls. */
export function connectSite(sessions: ConnectSessions, bankOrigin: () => string): Hono {
  const app = new Hono();
  serveAssets(app, {
    ...signInAssets,
    'connect-page.js': connectScript,
    'connect-messages.js': messagesScript,
    'connect-page.css': connectCss,
  });
  app.get('/', c => c.html(connectPage(), 200, pageHeaders('*')));
  app.post('/session', async c => c.json(sessions.open(text((await bodyOf(c.req.raw))?.['connectToken']))));
  app.post('/sign-in/:id/cancel', async c => {
    if (!(await bodyOf(c.req.raw))) return c.json({error: 'a JSON body is needed'}, 415);
    sessions.cancel(c.req.param('id'));
    return c.json({});
  });
  app.route(
    '/sign-in',
    signInRoutes(id => sessions.signIn(id), bankOrigin),
  );
  return app;
}

function connectPage(): ReturnType<typeof html> {
  return renderPage({
    title: 'Connect your bank',
    kind: 'connect',
    styles: ['/assets/widget-page.css', '/assets/connect-page.css'],
    scripts: ['/assets/connect-page.js'],
    body: html`
      <header>
        <span class="product">Connect</span>
        <span class="marker">Sandbox</span>
      </header>
      <main>
        ${bankSign()}
        <h1 id="heading" tabindex="-1">One moment</h1>
        <div id="pane">
          <p class="loading" role="status"><span class="spinner"></span> Loading …</p>
        </div>
      </main>
      <footer>Stand-in for Meld’s widget. Nothing leaves this machine.</footer>
      ${signInTemplates()}
      <template id="pane-refused">
        <p role="alert" class="alert"></p>
        <p class="lead">Close this and start again.</p>
      </template>
      <template id="pane-cancelled">
        <p class="lead" role="status">You have cancelled. Your bank is not connected yet.</p>
        <button type="button" class="primary" data-again>Start again</button>
      </template>
    `,
  });
}
