import {readFileSync} from 'node:fs';
import {Hono} from 'hono';
import {html} from 'hono/html';
import {bankSign} from '../../../sandbox/banks/bank-mark.js';
import {signInAssets, signInTemplates} from '../../../sandbox/banks/sign-in-panel.js';
import {signInRoutes} from '../../../sandbox/banks/sign-in-routes.js';
import {bodyOf} from '../../../sandbox/http.js';
import {pageHeaders, renderPage, serveAssets} from '../../../sandbox/layout.js';
import type {Surroundings} from '../../../sandbox/stand-in.js';
import {connectActions, type ConnectSession} from './connect-session.js';
import type {ConnectSessions} from './connect-sessions.js';
import type {MxVariants} from './variants.js';
import type {WidgetUrls} from './widget-urls.js';

const connectScript = readFileSync(new URL('./connect-page.js', import.meta.url), 'utf8');
const postScript = readFileSync(new URL('./connect-post.js', import.meta.url), 'utf8');
const expiredUrlScript = readFileSync(new URL('./expired-url-page.js', import.meta.url), 'utf8');
const connectCss = readFileSync(new URL('./connect-page.css', import.meta.url), 'utf8');

type Html = ReturnType<typeof html>;

/** The widget's pages and their calls. */
export function connectSite(
  urls: WidgetUrls,
  sessions: ConnectSessions,
  variants: () => MxVariants,
  {bankOrigin}: Surroundings,
): Hono {
  const app = new Hono();
  serveAssets(app, {
    ...signInAssets,
    'connect-page.js': connectScript,
    'connect-post.js': postScript,
    'expired-url-page.js': expiredUrlScript,
    'connect-page.css': connectCss,
  });

  app.get('/md/connect/:key', c => {
    const purpose = urls.use(c.req.param('key'));
    if (purpose) return c.html(connectPage(sessions.open(purpose), purpose.language), 200, pageHeaders('*'));
    const {usedUrl} = variants();
    if (usedUrl === 'not-found') return c.text('Not found', 404, pageHeaders('*'));
    return c.html(expiredUrlPage({postsLoad: usedUrl === 'load-only'}), 200, pageHeaders('*'));
  });

  app.get('/session/:id', c => {
    const session = sessions.find(c.req.param('id'));
    return session ? c.json(session.view()) : c.json(gone, 404);
  });

  app.post('/session/:id', async c => {
    const session = sessions.find(c.req.param('id'));
    const asked = (await bodyOf(c.req.raw))?.['action'];
    const action = connectActions.find(known => known === asked);
    if (!session || !action) return c.json(gone, 404);
    session.act(action);
    return c.json(session.view());
  });

  app.route(
    '/sign-in',
    signInRoutes(id => sessions.signIn(id), bankOrigin),
  );
  return app;
}

const gone = {error: 'There is no such session or action.'};

const frame = (title: string, main: Html, scripts: readonly string[], rest: Html | string = ''): Html =>
  renderPage({
    title,
    kind: 'mx-connect',
    styles: ['/assets/widget-page.css', '/assets/connect-page.css'],
    scripts,
    body: html`
      <header>
        <button type="button" class="back" data-action="back" hidden>Back</button>
        <span class="product">Connect</span>
        <span class="marker">Sandbox</span>
      </header>
      ${main}
      <footer>Stand-in for MX Connect. Nothing leaves this machine.</footer>
      ${rest}
    `,
  });

/** The page at a used or expired URL. Unverified: the text and the HTTP status of MX's own page. */
const expiredUrlPage = ({postsLoad}: {postsLoad: boolean}): Html =>
  frame(
    'This link has expired',
    html`<main>
      <h1>This link has expired</h1>
      <p role="alert" class="alert">It is used or expired. Close this and start again.</p>
    </main>`,
    postsLoad ? ['/assets/expired-url-page.js'] : [],
  );

const connectPage = ({id}: ConnectSession, language: string | null): Html =>
  frame(
    'Connect your bank',
    html`<main data-session="${id}" data-language="${language ?? ''}">
      ${bankSign()}
      <h1 id="heading" tabindex="-1">One moment</h1>
      <div id="pane">
        <p class="loading" role="status"><span class="spinner"></span> Loading …</p>
      </div>
      <button type="button" class="quiet" data-delete hidden>Delete this connection</button>
    </main>`,
    ['/assets/connect-page.js'],
    html`${signInTemplates()} ${stepTemplates()}`,
  );

const stepTemplates = (): Html => html`
  <template id="pane-search">
    <p class="lead" role="status">MX shows a search for banks here. This stand-in only repairs existing connections.</p>
  </template>
  <template id="pane-connecting">
    <p class="loading" role="status"><span class="spinner"></span> Connecting …</p>
  </template>
  <template id="pane-connected">
    <div class="done">
      <svg viewBox="0 0 48 48" width="56" height="56" aria-hidden="true">
        <circle cx="24" cy="24" r="23" />
        <path d="m15 24.5 6.2 6.2L33.5 18" />
      </svg>
      <p role="status">Your accounts at <b data-bank></b> are connected.</p>
    </div>
    <button type="button" class="primary" data-action="done">Done</button>
  </template>
  <template id="pane-error">
    <p role="alert" class="alert" data-text></p>
    <button type="button" class="primary" data-action></button>
  </template>
  <template id="pane-oauth-error">
    <p role="alert" class="alert">The sign-in at <b data-bank></b> has failed, or access was denied.</p>
    <button type="button" class="primary" data-action="update-credentials">Try again</button>
  </template>
  <template id="pane-unavailable">
    <p role="alert" class="alert"><b data-bank></b> cannot be reached at the moment.</p>
    <p class="lead">This is not your fault. Please try again later.</p>
  </template>
  <template id="pane-delete">
    <p class="lead">Delete the connection to <b data-bank></b>? Its accounts and transactions will be gone.</p>
    <button type="button" class="primary" data-action="delete">Delete</button>
    <button type="button" data-keep>Keep</button>
  </template>
  <template id="pane-deleted">
    <p class="lead" role="status">The connection to <b data-bank></b> is deleted.</p>
    <button type="button" class="primary" data-action="done">Done</button>
  </template>
`;
