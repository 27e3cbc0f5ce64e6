import {Hono} from 'hono';
import {bodyOf} from '../http.js';
import {text} from '../json.js';
import type {SignIn} from './sign-in.js';

/**
 * The calls of the sign-in panel to the widget's server. They are internal to the stand-in and not a vendor's protocol.
 * @param find looks up a running sign-in
 * @param bankOrigin the origin of the bank's windows
 */
export function signInRoutes(find: (id: string) => SignIn | undefined, bankOrigin: () => string): Hono {
  const routes = new Hono();
  const gone = {error: 'This sign-in has ended.'};

  routes.get('/:id', c => {
    const signIn = find(c.req.param('id'));
    return signIn ? c.json(signIn.view()) : c.json(gone, 404);
  });

  routes.post('/:id/credentials', async c => {
    const signIn = find(c.req.param('id'));
    const body = await bodyOf(c.req.raw);
    if (!signIn || !body) return c.json(gone, 404);
    signIn.submitCredentials(text(body['username']), text(body['password']));
    return c.json(signIn.view());
  });

  routes.post('/:id/code', async c => {
    const signIn = find(c.req.param('id'));
    const body = await bodyOf(c.req.raw);
    if (!signIn || !body) return c.json(gone, 404);
    signIn.submitCode(text(body['code']));
    return c.json(signIn.view());
  });

  routes.post('/:id/accounts', async c => {
    const signIn = find(c.req.param('id'));
    const accounts = (await bodyOf(c.req.raw))?.['accounts'];
    if (!signIn || !Array.isArray(accounts)) return c.json(gone, 404);
    signIn.submitAccounts(accounts.map(String));
    return c.json(signIn.view());
  });

  routes.get('/:id/window', c => {
    const authorizationId = find(c.req.param('id'))?.openWindow();
    return authorizationId ? c.redirect(`${bankOrigin()}/authorize/${authorizationId}`) : c.json(gone, 404);
  });

  return routes;
}
