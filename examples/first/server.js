// A host with one bank connection at Meld: a page with the tag, and the backend kit. Without MELD_API_KEY the sandbox takes
// the place of Meld, in this process.
import {createReadStream, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {createRepairBackend, meld} from 'bank-reconnect/backend';
import {toNodeListener} from 'bank-reconnect/backend/node';

const {MELD_API_KEY, MELD_CONNECTION_ID = 'connMeridianTrust1', PORT = 3000, SANDBOX_PORT = 4174} = process.env;
const {startSandbox} = MELD_API_KEY ? {} : await import('bank-reconnect/sandbox');
const sandbox = await startSandbox?.({port: Number(SANDBOX_PORT)});

// Replace these with your database and your sessions.
const connections = {conn_1: {provider: 'meld', connectionId: MELD_CONNECTION_ID, owner: 'ada'}};
const personOf = request => request.headers.get('cookie')?.match(/person=(\w+)/)?.[1];

const backend = createRepairBackend({
  // Decides who may repair what. It is called for every request.
  findConnection(request, connectionId) {
    const person = personOf(request);
    if (!person) throw new Response(null, {status: 401});
    const connection = connections[connectionId];
    return connection?.owner === person ? connection : null;
  },
  providers: [
    sandbox
      ? meld({apiKey: 'sandbox_api_key', environment: 'sandbox', baseUrl: sandbox.origins.meld})
      : meld({apiKey: MELD_API_KEY, environment: 'production'}),
  ],
  logger: console,
});
const bank = toNodeListener(backend);

const page = readFileSync(new URL('page.html', import.meta.url), 'utf8');
const element = import.meta.resolve('bank-reconnect/bank-reconnect.js');

const server = createServer((request, response) => {
  if (!URL.canParse(request.url, 'http://host')) return response.writeHead(400).end();
  const {pathname} = new URL(request.url, 'http://host');
  if (pathname.startsWith('/api/bank/')) return bank(request, response);
  if (pathname === '/') {
    // The sign-in of a real host sets the cookie of the session.
    response.writeHead(200, {'content-type': 'text/html', 'set-cookie': 'person=ada; HttpOnly; SameSite=Lax'});
    return response.end(page.replace('sandbox-url=""', `sandbox-url="${sandbox?.url ?? ''}"`));
  }
  // The element is a script and the chunks in the folder beside it.
  const file = /^\/element\/((?:chunks\/)?[\w.-]+\.js)$/.exec(pathname)?.[1];
  if (!file) return response.writeHead(404).end();
  createReadStream(new URL(file, element))
    .on('open', () => response.writeHead(200, {'content-type': 'text/javascript'}))
    .on('error', () => response.writeHead(404).end())
    .pipe(response);
});
server.listen(PORT, '127.0.0.1', () => console.log(`Open http://127.0.0.1:${server.address().port}`));
