import {createRequire} from 'node:module';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Logger} from 'bank-reconnect/backend';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {csrf} from 'hono/csrf';
import type {SecureHeadersVariables} from 'hono/secure-headers';
import type {Aggregator} from './aggregators/aggregator.js';
import {viewConnection} from './connection-view.js';
import {DemoConnection} from './connection.js';
import {LiveUpdates} from './live-updates.js';
import {settingsPage} from './page/page.js';
import type {StatusUpdate} from './page/view.js';
import {createBackend} from './repair-backend.js';
import {securityHeaders} from './security-headers.js';

const publicFolder = fileURLToPath(new URL('./public', import.meta.url));

/** The folder of the built script, found through the package's own exports, as a host would do it. */
function elementFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('bank-reconnect/bank-reconnect.js'));
}

export interface AppOptions {
  logger: Logger;
  /** The public URL of the demo, without a trailing slash; undefined if it is the demo's own URL. */
  publicUrl: string | undefined;
}

/** The demo's routes: the page, its files, the backend kit under `/api/bank`, and the demo's controls under `/demo`. */
export function createApp(
  aggregators: readonly Aggregator[],
  {logger, publicUrl}: AppOptions,
): Hono<{Variables: SecureHeadersVariables}> {
  const byAggregator = aggregators.map(({name, notice, samples}, index) => ({
    aggregator: name,
    notice,
    connections: samples.map(sample => new DemoConnection(aggregators[index]!, sample)),
  }));
  const connections = new Map(byAggregator.flatMap(group => group.connections).map(one => [one.id, one]));
  const updates = new LiveUpdates<StatusUpdate>();
  const backend = createBackend(aggregators, connections, updates, {
    logger,
    publicUrl: publicUrl && `${publicUrl}/api/bank`,
  });
  const view = async (connection: DemoConnection) => await viewConnection(connection, backend, logger);
  const app = new Hono<{Variables: SecureHeadersVariables}>();

  app.use(securityHeaders(aggregators));

  app.get('/', async context => {
    const groups = byAggregator.map(async group => ({
      ...group,
      connections: await Promise.all(group.connections.map(view)),
    }));
    const page = settingsPage({
      groups: await Promise.all(groups),
      sandboxUrl: aggregators.find(aggregator => aggregator.sandboxUrl !== undefined)?.sandboxUrl,
      dir: context.req.query('dir') === 'rtl' ? 'rtl' : 'ltr',
      nonce: context.get('secureHeadersNonce') ?? '',
    });
    return context.html(page, 200, {'cache-control': 'no-store'});
  });

  app.all('/api/bank/*', async context => await backend.fetch(context.req.raw));

  app.use('/demo/*', csrf());
  app.get('/demo/updates', context => updates.stream(context));
  app.get('/demo/connections/:id', async context => {
    const connection = connections.get(context.req.param('id'));
    return connection ? context.json(await view(connection)) : context.notFound();
  });
  app.post('/demo/connections/:id/break', async context => {
    const connection = connections.get(context.req.param('id'));
    if (!connection) return context.notFound();
    try {
      await connection.break();
    } catch (error) {
      logger.error?.('A connection could not be broken.', {connectionId: connection.id, reason: String(error)});
      return context.json({error: 'The connection could not be broken.'}, 502);
    }
    return context.json(await view(connection));
  });

  const noCache = (_path: string, context: {header(name: string, value: string): void}) =>
    context.header('cache-control', 'no-cache');
  app.use(
    '/bank-reconnect/*',
    serveStatic({
      root: elementFolder(),
      rewriteRequestPath: path => path.replace('/bank-reconnect', ''),
      onFound: noCache,
    }),
  );
  app.use(serveStatic({root: publicFolder, onFound: noCache}));
  return app;
}
