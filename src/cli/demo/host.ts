import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {Hono} from 'hono';
import type {RepairBackend} from '../../backend/index.js';
import {toNodeListener} from '../../backend/node.js';
import type {Sandbox} from '../../sandbox/index.js';
import {demoPage} from './page.js';
import {createHostRoutes} from './routes.js';

const pageCss = readFileSync(new URL('./page.css', import.meta.url), 'utf8');
const cardsCss = readFileSync(new URL('./cards.css', import.meta.url), 'utf8');
const pageScript = readFileSync(new URL('./page.js', import.meta.url), 'utf8');

/**
 * Serves the demo's page, its backend and the element.
 * @param elementFolder the folder of the built element
 * @param port 0 for any free port
 * @returns the page's address
 * @throws {Error} with a message for the developer when the port is not available
 */
export async function startHost(sandbox: Sandbox, elementFolder: string, port: number): Promise<string> {
  const server = createServer(toNodeListener({fetch: createFetch(sandbox, elementFolder)}));
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Error(`The page cannot use port ${port}. Set --port to another one.`, {cause});
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function createFetch(sandbox: Sandbox, elementFolder: string): RepairBackend['fetch'] {
  const app = new Hono();
  const broken = sandbox.connections();
  app.route('/', createHostRoutes(broken, elementFolder));
  app.get('/', context => context.html(demoPage(sandbox, broken), 200, pageHeaders(sandbox)));
  for (const [path, css] of Object.entries({'/page.css': pageCss, '/cards.css': cardsCss})) {
    app.get(path, context => context.body(css, 200, {'content-type': 'text/css; charset=utf-8'}));
  }
  app.get('/page.js', context => context.body(pageScript, 200, {'content-type': 'text/javascript; charset=utf-8'}));
  return async request => await app.fetch(request);
}

/** A strict policy for the page. Vendors' scripts come from the control origin, which redirects to the vendor's. */
function pageHeaders({origins}: Sandbox): Record<string, string> {
  const sandbox = Object.values(origins).join(' ');
  return {
    'cache-control': 'no-store',
    'content-security-policy':
      `default-src 'none'; script-src 'self' ${sandbox}; connect-src 'self' ${sandbox}; frame-src ${sandbox}; ` +
      "style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
      "require-trusted-types-for 'script'; trusted-types bank-reconnect",
    // Widgets post their messages to the origin of the referrer.
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
  };
}
