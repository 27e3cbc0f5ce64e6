/** Serves the built site on this machine, with the backend kit and the sandbox, so that its tags run. */
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono, type MiddlewareHandler} from 'hono';
import {toNodeListener} from '../src/backend/node.js';
import {parseOptions, parsePort} from '../src/cli/command.js';
import {createHostRoutes} from '../src/cli/demo/routes.js';
import {hostIdOf} from '../src/cli/tag.js';
import {bankUsers, lastPort} from '../src/sandbox/guide.js';
import {startSandbox, type Sandbox} from '../src/sandbox/index.js';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const LAST_PORT = 65_535;

/** Where a page reads the state of the sandbox. */
const STATE = '/sandbox.json';

/** Only this machine. The site has inline scripts, and the vendors' overlays set inline styles. */
const POLICY = [
  "default-src 'self' http://127.0.0.1:*",
  "script-src 'self' 'unsafe-inline' http://127.0.0.1:*",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
].join('; ');

/** Tells each page that the server has a sandbox. */
const markPages: MiddlewareHandler = async (context, next) => {
  await next();
  if (!context.res.headers.get('content-type')?.startsWith('text/html')) return;
  const html = await context.res.text();
  context.res = new Response(html.replace('</head>', `<meta name="sandbox" content="${STATE}"></head>`), context.res);
  context.header('content-length', undefined);
  context.header('content-security-policy', POLICY);
  // Widgets post their messages to the origin of the referrer.
  context.header('referrer-policy', 'strict-origin-when-cross-origin');
};

function createApp(sandbox: Sandbox): Hono {
  const broken = sandbox.connections();
  const app = new Hono();
  app.route('/', createHostRoutes(broken, folder('../dist')));
  app.get(STATE, context => context.json(describe(sandbox, broken)));
  app.use('*', markPages, serveStatic({root: folder('dist')}));
  return app;
}

/** @param broken the connections in their initial state */
function describe(sandbox: Sandbox, broken: ReturnType<Sandbox['connections']>): object {
  const [{username, password}] = bankUsers;
  const connections = sandbox.connections().map(connection => {
    const {provider, id, status, statusReason, healthy} = connection;
    const initial = broken.find(one => one.id === id) ?? connection;
    const control = `${sandbox.url}/control/connections/${provider}/${id}`;
    return [
      hostIdOf(connection),
      {
        control,
        current: {status, statusReason},
        healthy,
        broken: {status: initial.status, statusReason: initial.statusReason},
      },
    ];
  });
  return {url: sandbox.url, user: {username, password}, connections: Object.fromEntries(connections) as object};
}

const ports = parseOptions(process.argv.slice(2), {
  port: {type: 'string', default: '4180'},
  'sandbox-port': {type: 'string', default: '4174'},
});
const sandbox = await startSandbox({port: parsePort(ports['sandbox-port'], lastPort)});
const app = createApp(sandbox);
const server = createServer(toNodeListener({fetch: async request => await app.fetch(request)}));
server.listen(parsePort(ports.port, LAST_PORT), '127.0.0.1');
await once(server, 'listening');
console.log(`Open http://127.0.0.1:${(server.address() as AddressInfo).port}. Press Ctrl+C to stop.`);
