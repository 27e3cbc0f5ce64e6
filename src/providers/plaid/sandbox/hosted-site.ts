import {readFileSync} from 'node:fs';
import {Hono} from 'hono';
import {pageHeaders, serveAssets} from '../../../sandbox/layout.js';
import {expiredPage, hostedPage} from './link-page.js';
import type {PlaidState} from './state.js';

const pageScript = readFileSync(new URL('./hosted-page.js', import.meta.url), 'utf8');

/** Hosted Link. Its page makes the same calls as Link in a frame. */
export function hostedSite(state: PlaidState): Hono {
  const app = new Hono();
  serveAssets(app, {'hosted-page.js': pageScript});

  app.get('/link/hosted/:pageId', c => {
    const record = state.tokens.hostedLink(c.req.param('pageId'));
    const usable = record && state.tokens.usableLink(record.token);
    // Every response has the header. A response without it would reconnect the window to its opener.
    const isolation = state.variants().hostedCoop ? {'Cross-Origin-Opener-Policy': 'same-origin'} : {};
    const headers = {...pageHeaders("'none'"), ...isolation};
    if (!usable) return c.html(expiredPage(), 410, headers);
    const {token, hosted} = usable;
    const completionRedirectUri = hosted?.completionRedirectUri ?? '';
    return c.html(hostedPage({linkToken: token, completionRedirectUri}), 200, headers);
  });

  return app;
}
