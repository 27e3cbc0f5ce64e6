import {readFile} from 'node:fs/promises';
import {Hono} from 'hono';
import {createRepairBackend, type RepairBackend} from '../../backend/index.js';
import type {SandboxConnection} from '../../sandbox/index.js';
import {hostIdOf, mountPath} from '../tag.js';
import {providerOf} from './providers.js';

/**
 * What a page with the tags of the sandbox's connections needs of its server: the backend, and the element.
 * @param elementFolder the folder of the built element
 */
export function createHostRoutes(connections: readonly SandboxConnection[], elementFolder: string): Hono {
  const routes = new Hono();
  const backend = createBackend(connections);
  routes.all(`${mountPath}/*`, ({req}) => backend.fetch(req.raw));
  routes.get('/element/:path{(?:chunks/)?[\\w.-]+\\.js}', async context => {
    const script = await readFile(`${elementFolder}/${context.req.param('path')}`, 'utf8').catch(() => undefined);
    return script === undefined
      ? context.notFound()
      : context.body(script, 200, {'content-type': 'text/javascript; charset=utf-8'});
  });
  return routes;
}

/** The backend kit. The page has one person, who owns all of them. */
function createBackend(connections: readonly SandboxConnection[]): RepairBackend {
  return createRepairBackend({
    providers: connections.map(providerOf),
    findConnection(_request, id) {
      const found = connections.find(connection => hostIdOf(connection) === id);
      return found ? {...found.connection, provider: found.provider as Lowercase<string>} : null;
    },
    logger: {warn: console.warn, error: console.error},
  });
}
