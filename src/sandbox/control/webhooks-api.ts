import {Hono} from 'hono';
import {bodyOf} from '../http.js';
import type {World} from '../world.js';

/** The webhooks in the control API: URLs, secrets and deliveries. */
export function webhooksApi(world: World): Hono {
  const app = new Hono();

  app.get('/', c => c.json(describeWebhooks(world)));

  app.put('/', async c => {
    world.webhooks.setDestinations((await bodyOf(c.req.raw)) ?? {});
    return c.json(describeWebhooks(world));
  });

  app.post('/:vendor/rotate', c => c.json({secret: world.webhooks.rotate(c.req.param('vendor'))}));

  app.post('/:id/redeliver', c => {
    const {id} = c.req.param();
    if (!world.webhooks.redeliver(id))
      return c.json({error: `There is no delivery ${id} in the list of latest deliveries.`}, 404);
    return c.json({id}, 202);
  });

  return app;
}

/** Destinations by vendor, and the latest deliveries, newest first. */
export function describeWebhooks({webhooks}: World): Record<string, unknown> {
  return {destinations: webhooks.destinations(), deliveries: webhooks.deliveries()};
}
