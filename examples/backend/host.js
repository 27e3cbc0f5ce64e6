// The backend of all pages here: one person, two bank connections, the kit on the sandbox, and the files of a page.
import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createRepairBackend, meld, plaid} from 'bank-reconnect/backend';
import {toNodeListener} from 'bank-reconnect/backend/node';

// Replace these with your database and your sessions.
const connections = {
  conn_1: {
    provider: 'plaid',
    accessToken: 'access-sandbox-7c3f5d0e-91ab-4c62-8f04-2b6de1a90c55',
    itemId: 'itemFirstHarbor1',
    clientUserId: 'ada',
    owner: 'ada',
    institutionName: 'First Harbor Bank',
  },
  conn_2: {
    provider: 'meld',
    connectionId: 'connMeridianTrust1',
    owner: 'ada',
    institutionName: 'Meridian Trust',
  },
};

const personOf = authorization => (authorization === 'Bearer session-of-ada' ? 'ada' : null);

/** The connections of a person, by id. */
const connectionsOf = person =>
  Object.fromEntries(Object.entries(connections).filter(([, {owner}]) => owner === person));

/** The package's build for script tags, which a page without a bundler loads. */
const element = fileURLToPath(new URL('.', import.meta.resolve('bank-reconnect/bank-reconnect.js')));

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

const createBackend = origins =>
  createRepairBackend({
    // Decides who may repair what. It is called for every request.
    findConnection(request, connectionId) {
      const person = personOf(request.headers.get('authorization'));
      if (!person) throw new Response(null, {status: 401});
      const own = connectionsOf(person);
      return Object.hasOwn(own, connectionId) ? own[connectionId] : null;
    },
    providers: [
      plaid({
        clientId: 'sandbox_client_id',
        secret: 'sandbox_secret',
        environment: 'sandbox',
        baseUrl: origins.plaid,
        clientName: 'Example',
        countryCodes: ['US'],
        language: 'en',
      }),
      meld({apiKey: 'sandbox_api_key', environment: 'sandbox', baseUrl: origins.meld}),
    ],
    logger: console,
  });

/** What the page shows: no token, and nothing of the aggregator. */
function sendConnections(request, response, sandboxUrl) {
  const person = personOf(request.headers.authorization);
  if (!person) return response.writeHead(401).end();
  const shown = Object.entries(connectionsOf(person)).map(([id, {provider, institutionName}]) => ({
    id,
    provider,
    institutionName,
  }));
  response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify({sandboxUrl, connections: shown}));
}

async function sendFile(response, path) {
  const body = await readFile(path).catch(() => null);
  if (!body) return response.writeHead(404).end();
  response.writeHead(200, {'content-type': types[extname(path)] ?? 'application/octet-stream'}).end(body);
}

/**
 * Starts the backend on loopback.
 *
 * @param {object} settings
 * @param {{url: string, origins: Record<string, string>}} settings.sandbox
 * @param {string} settings.folder the page's files
 * @param {number} settings.port 0 for one that the system chooses
 */
export async function startHost({sandbox, folder, port}) {
  const bank = toNodeListener(createBackend(sandbox.origins));
  const server = createServer((request, response) => {
    if (!URL.canParse(request.url, 'http://host')) return response.writeHead(400).end();
    const {pathname} = new URL(request.url, 'http://host');
    if (pathname.startsWith('/api/bank/')) return bank(request, response);
    if (pathname === '/api/connections') return sendConnections(request, response, sandbox.url);
    // A URL has no `..` after parsing.
    if (pathname.startsWith('/element/')) return sendFile(response, join(element, pathname.slice('/element'.length)));
    sendFile(response, join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
