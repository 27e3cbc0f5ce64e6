import {readFileSync} from 'node:fs';
import {Hono} from 'hono';
import {signInAssets} from '../../../sandbox/banks/sign-in-panel.js';
import {signInRoutes} from '../../../sandbox/banks/sign-in-routes.js';
import {bodyOf} from '../../../sandbox/http.js';
import {text} from '../../../sandbox/json.js';
import {pageHeaders, serveAssets} from '../../../sandbox/layout.js';
import type {Surroundings} from '../../../sandbox/stand-in.js';
import {framePage} from './link-page.js';
import type {LinkSessions} from './link-sessions.js';

const initializeScript = readFileSync(new URL('./link-initialize.js', import.meta.url), 'utf8');
const frameScript = readFileSync(new URL('./link-frame.js', import.meta.url), 'utf8');
const flowScript = readFileSync(new URL('./link-flow.js', import.meta.url), 'utf8');
const vocabularyScript = readFileSync(new URL('./link-vocabulary.js', import.meta.url), 'utf8');
const pageCss = readFileSync(new URL('./link-page.css', import.meta.url), 'utf8');

/** Link in the browser: the script for the host's page, the page of its frame, and the calls of that page. */
export function linkSite(sessions: LinkSessions, surroundings: Surroundings): Hono {
  const app = new Hono();
  serveAssets(app, {
    ...signInAssets,
    'link-frame.js': frameScript,
    'link-flow.js': flowScript,
    'link-vocabulary.js': vocabularyScript,
    'link-page.css': pageCss,
  });

  // The script can be loaded through a redirect, so its URL in the page does not show this origin.
  app.get('/link/v2/stable/link-initialize.js', c =>
    c.body(initializeScript.replace('{{link-origin}}', surroundings.ownOrigin()), 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'no-store',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    }),
  );
  app.get('/link/v2/stable/link.html', c => c.html(framePage(), 200, pageHeaders('*')));

  app.post('/link/session', async c => {
    const {linkToken, receivedRedirectUri} = (await bodyOf(c.req.raw)) ?? {};
    if (receivedRedirectUri === undefined || receivedRedirectUri === null)
      return c.json(sessions.open(text(linkToken)));
    return c.json(sessions.resume(text(linkToken), text(receivedRedirectUri)));
  });
  app.post('/link/session/:id/oauth', c => {
    const url = sessions.redirectToBank(c.req.param('id'));
    return url ? c.json({url}) : c.json({error: 'no such session, or its link token has no redirect_uri'}, 404);
  });
  app.post('/link/session/:id/institution', async c => {
    const picked = sessions.pick(c.req.param('id'), text((await bodyOf(c.req.raw))?.['institutionId']));
    return picked ? c.json(picked) : c.json({error: 'no such session or institution'}, 404);
  });
  app.post('/link/session/:id/cancel', async c => {
    const body = await bodyOf(c.req.raw);
    if (!body) return c.json({error: 'a JSON body is needed'}, 415);
    sessions.cancel(c.req.param('id'), body);
    return c.json({});
  });
  app.post('/link/session/:id/events', async c => {
    const body = await bodyOf(c.req.raw);
    if (!body) return c.json({error: 'a JSON body is needed'}, 415);
    sessions.noteEvents(c.req.param('id'), body['events']);
    return c.json({});
  });
  app.route(
    '/sign-in',
    signInRoutes(id => sessions.signIn(id), surroundings.bankOrigin),
  );
  return app;
}
