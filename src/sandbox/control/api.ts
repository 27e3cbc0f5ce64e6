import {Hono} from 'hono';
import {bodyOf} from '../http.js';
import {isRecord} from '../json.js';
import {NotAllowedError} from '../not-allowed-error.js';
import {standIns} from '../registry.js';
import type {World} from '../world.js';
import {describeConnections, describeConnection} from './describe.js';
import {describeWebhooks, webhooksApi} from './webhooks-api.js';

/** The largest step of the clock, in seconds: ten years. */
const MAX_ADVANCE = 10 * 366 * 86_400;

/** Calls that need no body. */
const pathsWithoutBody = /^\/control\/(?:reset|webhooks\/[^/]+\/(?:rotate|redeliver))$/;

/** The JSON API that controls a sandbox. Errors have the form `{error}` and list the allowed values. */
export function controlApi(world: World): Hono {
  const app = new Hono();

  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    if (c.req.method === 'GET' || pathsWithoutBody.test(c.req.path)) return next();
    if (await bodyOf(c.req.raw.clone())) return next();
    return c.json({error: 'The body must be a JSON object, sent with Content-Type: application/json.'}, 415);
  });
  app.onError((error, c) => {
    if (error instanceof NotAllowedError) return c.json({error: error.message}, 400);
    throw error;
  });

  app.get('/connections', c => c.json(describeConnections(world)));

  app.patch('/connections/:provider/:id', async c => {
    const {provider, id} = c.req.param();
    const known = standIns.some(({name}) => name === provider);
    const store = known ? world.standIn(provider).connections : undefined;
    const connection = store?.find(id);
    if (!store || !connection) return c.json({error: `There is no connection ${id} at ${provider}.`}, 404);
    store.change(connection, (await bodyOf(c.req.raw)) ?? {});
    return c.json(describeConnection(world, provider, connection));
  });

  app.get('/clock', c => c.json(describeClock(world)));

  app.post('/clock', async c => {
    const body = (await bodyOf(c.req.raw)) ?? {};
    const {advanceSeconds, ...others} = body;
    const valid = typeof advanceSeconds === 'number' && advanceSeconds >= 0 && advanceSeconds <= MAX_ADVANCE;
    if (!valid || Object.keys(others).length > 0) {
      throw new NotAllowedError(`the body must be {"advanceSeconds": number from 0 to ${MAX_ADVANCE}}`);
    }
    world.clock.advance(advanceSeconds);
    return c.json(describeClock(world));
  });

  app.get('/variants', c => c.json(world.variants.all()));

  app.patch('/variants', async c => {
    const body: unknown = await bodyOf(c.req.raw);
    world.variants.change(isRecord(body) ? body : {});
    return c.json(world.variants.all());
  });

  app.route('/webhooks', webhooksApi(world));

  app.get('/faults', c => c.json(world.faults.all()));

  app.put('/faults', async c => {
    world.faults.change((await bodyOf(c.req.raw)) ?? {});
    return c.json(world.faults.all());
  });

  app.post('/reset', c => {
    world.reset();
    return c.json({
      connections: describeConnections(world),
      clock: describeClock(world),
      variants: world.variants.all(),
      webhooks: describeWebhooks(world),
      faults: world.faults.all(),
    });
  });

  return app;
}

function describeClock({clock}: World): Record<string, unknown> {
  return {now: new Date(clock.now()).toISOString(), advancedSeconds: clock.advancedSeconds};
}
