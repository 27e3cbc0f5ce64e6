// A host with one bank connection at Mossgate: a page with the tag, and the backend kit. The stand-in takes Mossgate's place.
import {createReadStream} from 'node:fs';
import {createServer} from 'node:http';
import {createRepairBackend} from 'bank-reconnect/backend';
import {toNodeListener} from 'bank-reconnect/backend/node';
import {mossgate} from './backend.js';
import {API_KEY, startMossgate} from './stand-in.js';

const {PORT = '3000'} = process.env;
const standIn = await startMossgate();

const backend = createRepairBackend({
  // A real host checks here that the connection belongs to the person who asks.
  findConnection: (_request, connectionId) =>
    connectionId === 'conn_1' ? {provider: 'mossgate', connectionId: 'conn_7'} : null,
  providers: [mossgate({apiKey: API_KEY, baseUrl: standIn.url})],
  logger: console,
});
const answerBank = toNodeListener(backend);

const page = `<!doctype html>
<html lang="en">
  <title>Your banks</title>
  <script type="importmap">{"imports": {"bank-reconnect": "/element/bank-reconnect.js"}}</script>
  <script type="module" src="/provider/register.js"></script>
  <h1>Your bank</h1>
  <!-- Without the stand-in, leave out sandbox-url. -->
  <bank-reconnect
    provider="mossgate"
    connection-id="conn_1"
    institution-name="Your bank"
    status="login_required"
    token-url="/api/bank/token"
    complete-url="/api/bank/complete"
    status-url="/api/bank/status"
    sandbox-url="${standIn.url}"
  ></bank-reconnect>
</html>`;

/** The page's scripts: the built element, with its chunks in the folder beside it, and the provider. */
const folders = {element: import.meta.resolve('bank-reconnect/bank-reconnect.js'), provider: import.meta.url};

const server = createServer((request, response) => {
  if (!URL.canParse(request.url, 'http://host')) return response.writeHead(400).end();
  const {pathname} = new URL(request.url, 'http://host');
  if (pathname.startsWith('/api/bank/')) return answerBank(request, response);
  if (pathname === '/') return response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(page);
  const [, folder, file] =
    /^\/(element)\/((?:chunks\/)?[\w-]+\.js)$/.exec(pathname) ??
    /^\/(provider)\/((?:register|widget|health)\.js)$/.exec(pathname) ??
    [];
  if (!folder) return response.writeHead(404).end();
  createReadStream(new URL(file, folders[folder]))
    .on('open', () => response.writeHead(200, {'content-type': 'text/javascript'}))
    .on('error', () => response.writeHead(404).end())
    .pipe(response);
});
server.listen(PORT, '127.0.0.1', () => console.log(`http://localhost:${server.address().port}`));
