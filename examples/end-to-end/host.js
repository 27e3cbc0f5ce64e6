// A minimal host application: one page, one person, one bank connection at Meld.
import {createServer} from 'node:http';
import {createReadStream} from 'node:fs';
import {once} from 'node:events';
import {createRepairBackend, meld} from 'bank-reconnect/backend';
import {toNodeListener} from 'bank-reconnect/backend/node';

/** The built element, with its chunks in the folder beside it. */
const script = import.meta.resolve('bank-reconnect/bank-reconnect.js');

/**
 * Starts the application on a port that the system chooses. Production uses the vendor's real URLs and credentials and no
 * `sandboxUrl`; nothing else differs.
 *
 * @param {object} settings
 * @param {{apiKey: string, environment: 'sandbox' | 'production', webhookSecret: string, baseUrl?: string}} settings.meld
 * @param {string} settings.widgetOrigin where Meld's widget is, for the page's policy
 * @param {string} [settings.sandboxUrl]
 * @param {(mail: {to: string, text: string}) => void} settings.sendMail
 * @returns {Promise<{url: string, close(): Promise<void>}>}
 */
export async function startHost({meld: {webhookSecret, ...access}, widgetOrigin, sandboxUrl = '', sendMail}) {
  // Replace these with your database and your sessions.
  const connection = {
    provider: 'meld',
    connectionId: 'connMeridianTrust1',
    owner: 'ada@example.com',
    bank: 'Meridian Trust',
    status: 'ACTIVE',
    statusReason: null,
  };
  const personOf = request => (request.headers.get('cookie') === 'person=ada' ? 'ada@example.com' : null);

  const backend = createRepairBackend({
    findConnection(request, connectionId) {
      const person = personOf(request);
      if (!person) throw new Response(null, {status: 401});
      return connectionId === 'conn_1' && connection.owner === person ? connection : null;
    },
    onStatusChange({status, statusReason, health}) {
      Object.assign(connection, {status, statusReason});
      if (health === 'needs-person') sendMail({to: connection.owner, text: `${connection.bank} needs you.`});
    },
    providers: [meld({...access, webhook: {secret: webhookSecret}})],
  });
  const answerBank = toNodeListener(backend);

  const server = createServer((request, response) => {
    if (!URL.canParse(request.url, 'http://host')) return response.writeHead(400).end();
    const {pathname} = new URL(request.url, 'http://host');
    if (pathname.startsWith('/api/bank/')) return answerBank(request, response);
    if (pathname.startsWith('/element/')) return sendFile(response, pathname.slice('/element/'.length));
    if (pathname !== '/') return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'set-cookie': 'person=ada; HttpOnly; SameSite=Lax',
      'content-security-policy': `default-src 'none'; script-src 'self'; connect-src 'self'; frame-src ${widgetOrigin}`,
    });
    response.end(page(connection, sandboxUrl));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Sets the connection's status on the tag, which shows its meaning, or nothing if it is healthy. */
const page = ({bank, status, statusReason}, sandboxUrl) => `<!doctype html>
<html lang="en">
  <title>Your banks</title>
  <script type="module" src="/element/bank-reconnect.js"></script>
  <h1>${bank}</h1>
  <bank-reconnect
    provider="meld"
    connection-id="conn_1"
    institution-name="${bank}"
    status="${status}"
    status-reason="${statusReason ?? ''}"
    token-url="/api/bank/token"
    complete-url="/api/bank/complete"
    status-url="/api/bank/status"
    sandbox-url="${sandboxUrl}"
  ></bank-reconnect>
</html>`;

function sendFile(response, path) {
  if (!/^(chunks\/)?[\w.-]+\.js$/.test(path)) return response.writeHead(404).end();
  createReadStream(new URL(path, script))
    .on('open', () => response.writeHead(200, {'content-type': 'text/javascript'}))
    .on('error', () => response.writeHead(404).end())
    .pipe(response);
}
