import {readFileSync} from 'node:fs';
import {Hono} from 'hono';
import {html} from 'hono/html';
import {bankSign} from '../../../sandbox/banks/bank-mark.js';
import {signInAssets, signInTemplates} from '../../../sandbox/banks/sign-in-panel.js';
import {signInRoutes} from '../../../sandbox/banks/sign-in-routes.js';
import {bodyOf, text} from '../../../sandbox/http.js';
import {pageHeaders, renderPage, serveAssets} from '../../../sandbox/layout.js';
import type {Surroundings} from '../../../sandbox/stand-in.js';
import type {LinkSessions} from './link-sessions.js';

const initializeScript = readFileSync(new URL('./link-initialize.js', import.meta.url), 'utf8');
const frameScript = readFileSync(new URL('./link-frame.js', import.meta.url), 'utf8');
const frameCss = readFileSync(new URL('./link-frame.css', import.meta.url), 'utf8');

/** Link in the browser: the script for the host's page, the frame it opens, and the frame's calls. */
export function linkSite(sessions: LinkSessions, surroundings: Surroundings): Hono {
  const app = new Hono();
  serveAssets(app, {...signInAssets, 'link-frame.js': frameScript, 'link-frame.css': frameCss});

  // The script may have been reached through a redirect, so it cannot learn its origin from its own address.
  app.get('/link/v2/stable/link-initialize.js', c =>
    c.body(initializeScript.replace('{{link-origin}}', surroundings.ownOrigin()), 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'no-store',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    }),
  );
  app.get('/link/v2/stable/link.html', c => c.html(framePage(), 200, pageHeaders('*')));

  app.post('/link/session', async c => c.json(sessions.open(text((await bodyOf(c.req.raw))?.['linkToken']))));
  app.post('/link/session/:id/institution', async c => {
    const picked = sessions.pick(c.req.param('id'), text((await bodyOf(c.req.raw))?.['institutionId']));
    return picked ? c.json(picked) : c.json({error: 'no such session or institution'}, 404);
  });
  app.post('/link/session/:id/cancel', async c => {
    if (!(await bodyOf(c.req.raw))) return c.json({error: 'a JSON body is needed'}, 415);
    sessions.cancel(c.req.param('id'));
    return c.json({});
  });
  app.route(
    '/sign-in',
    signInRoutes(id => sessions.signIn(id), surroundings.bankOrigin),
  );
  return app;
}

function framePage(): ReturnType<typeof html> {
  return renderPage({
    title: 'Link',
    kind: 'link',
    styles: ['/assets/widget-page.css', '/assets/link-frame.css'],
    scripts: ['/assets/link-frame.js'],
    body: html`
      <div class="card">
        <header>
          <span class="product">Link</span>
          <span class="marker">Sandbox</span>
        </header>
        <main>
          ${bankSign()}
          <h1 id="heading" tabindex="-1">One moment</h1>
          <div id="pane"><p class="loading" role="status">Loading …</p></div>
        </main>
        <footer>Stand-in for Plaid Link. Nothing leaves this machine.</footer>
      </div>
      ${signInTemplates()}
      <template id="pane-institutions">
        <p class="lead">Choose the bank you want to connect.</p>
        <ul class="institutions"></ul>
        <button type="button" data-cancel>Cancel</button>
      </template>
      <template id="pane-error">
        <p role="alert" class="alert">This session cannot be used any more. Close it and start again.</p>
        <button type="button" class="primary" data-close>Close</button>
      </template>
      <template id="pane-leave">
        <p class="lead">Your bank is not connected yet.</p>
        <button type="button" class="primary" data-stay>Stay</button>
        <button type="button" data-leave>Leave</button>
      </template>
    `,
  });
}
