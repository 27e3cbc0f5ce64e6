import {Hono} from 'hono';
import {standIns} from '../registry.js';
import type {World} from '../world.js';
import {controlApi} from './api.js';
import {guardOrigin} from './origin-guard.js';
import {controlSite} from './site.js';

/** The control origin: the page, the API, and redirects to each vendor's origin. */
export function controlApp(world: World): Hono {
  const app = new Hono();
  app.use(
    '/control/*',
    guardOrigin(() => Object.values(world.origins)),
  );
  app.route('/control', controlApi(world));
  app.route('/', controlSite(world));
  for (const {name} of standIns) {
    app.all(`/${name}/*`, c => {
      const {pathname, search} = new URL(c.req.url);
      return c.redirect(`${world.origins[name]}${pathname.slice(name.length + 1)}${search}`, 307);
    });
  }
  app.notFound(c => c.json({error: 'Not found. The control page is at /.'}, 404));
  return app;
}
