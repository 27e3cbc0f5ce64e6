// A host with one bank connection at Meld: a page with the tag, and the backend kit. Without MELD_API_KEY the sandbox takes
// the place of Meld, in this process.
import {createReadStream} from 'node:fs';
import {createServer} from 'node:http';
import {createRepairBackend, meld} from 'bank-reconnect/backend';
import {toNodeListener} from 'bank-reconnect/backend/node';

const {MELD_API_KEY, MELD_CONNECTION, PORT = '3000'} = process.env;
const sandbox = MELD_API_KEY ? undefined : await (await import('bank-reconnect/sandbox')).startSandbox();

// Replace these with your database and your sessions.
const connections = {conn_1: {provider: 'meld', connectionId: MELD_CONNECTION ?? 'connMeridianTrust1', owner: 'ada'}};
const personOf = request => /person=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];

const backend = createRepairBackend({
  // Decides who may repair what. It is called for every request.
  findConnection(request, connectionId) {
    const person = personOf(request);
    if (!person) throw new Response(null, {status: 401});
    const connection = connections[connectionId];
    return connection?.owner === person ? connection : null;
  },
  providers: [
    meld({apiKey: MELD_API_KEY ?? 'sandbox_api_key', environment: 'sandbox', baseUrl: sandbox?.origins.meld}),
  ],
  logger: console,
});
const bank = toNodeListener(backend);

/** The page and the built element, whose chunks are in the folder beside it. */
const page = new URL('page.html', import.meta.url);
const element = import.meta.resolve('bank-reconnect/bank-reconnect.js');

createServer((request, response) => {
  const {pathname} = new URL(request.url, 'http://host');
  if (pathname.startsWith('/api/bank/')) return bank(request, response);
  const script = /^\/element\/((chunks\/)?[\w-]+\.js)$/.exec(pathname)?.[1];
  const [file, type] = script ? [new URL(script, element), 'text/javascript'] : [page, 'text/html; charset=utf-8'];
  // The sign-in of a real host sets its own cookie.
  const headers = {'content-type': type, 'set-cookie': 'person=ada; HttpOnly; SameSite=Lax'};
  createReadStream(file)
    .on('open', () => response.writeHead(200, headers))
    .on('error', () => response.writeHead(404).end())
    .pipe(response);
}).listen(PORT, () => console.log(`http://localhost:${PORT}`));
