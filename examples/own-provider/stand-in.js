// A local server in the place of Mossgate: its API, its widget and one connection, `conn_7`. It is written from Mossgate's
// documentation and shares no code with the widget and the backend, because a shared mistake would go unnoticed.
import {randomUUID} from 'node:crypto';
import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {text} from 'node:stream/consumers';

export const API_KEY = 'test_api_key';

const page = ({state, repeats}) => `<!doctype html>
<html lang="en">
  <title>Mossgate</title>
  <body data-state="${state}" data-repeats="${repeats}">
    <form>
      <p><label>Username <input name="username" autocomplete="off" /></label></p>
      <p><label>Password <input name="password" type="password" /></label></p>
      <p role="alert"></p>
      <button>Sign in</button> <button type="button">Cancel</button>
    </form>
    <script type="module" src="/connect-page.js"></script>
  </body>
</html>`;

/**
 * @param {{port?: number}} [options] by default the system chooses the port
 * @returns {Promise<import('bank-reconnect/testing').ContractStandIn & {repeatMessages(): Promise<void>}>}
 */
export async function startMossgate({port = 0} = {}) {
  let state;
  const setStatus = async status => Object.assign(state, {status, updatedAt: new Date().toISOString()});
  const reset = async () => {
    state = {sessions: new Set(), isBankDown: false, keepsBroken: false, repeats: false, failure: undefined};
    await setStatus('login_required');
  };
  await reset();

  /** Returns an HTTP status and a body. */
  async function answer(request) {
    const {pathname, searchParams} = new URL(request.url, 'http://mossgate');
    const {status, updatedAt, sessions, failure} = state;
    const [, folder, id, action] = pathname.split('/');
    if (folder === 'connect') return [200, page(stateOf(searchParams.get('session')))];
    if (folder === 'connect-page.js') return [200, await readFile(new URL('connect-page.js', import.meta.url))];
    if (folder === 'sign-in') return [await signIn(JSON.parse(await text(request)))];
    if (request.headers.authorization !== `Bearer ${API_KEY}`) return [401];
    if (failure) return [failure.status, '', {'retry-after': failure.retryAfter ?? 0}];
    if (folder !== 'connections' || id !== 'conn_7') return [404];
    if (!action) return [200, JSON.stringify({status, updated_at: updatedAt})];
    if (status === 'closed') return [409];
    const session = randomUUID();
    sessions.add(session);
    return [201, JSON.stringify({url: `${url}/connect?session=${session}`, expires_in: 600})];
  }

  function stateOf(session) {
    const {sessions, isBankDown, repeats} = state;
    return {state: !sessions.has(session) ? 'expired' : isBankDown ? 'bank_down' : 'ready', repeats};
  }

  async function signIn({session, username, password}) {
    if (!state.sessions.has(session) || username !== 'user_good' || password !== 'pass_good') return 401;
    if (!state.keepsBroken) await setStatus('active');
    return 204;
  }

  const server = createServer(async (request, response) => {
    const [status, body = '', headers = {}] = await answer(request).catch(() => [400]);
    const isScript = request.url === '/connect-page.js';
    response.writeHead(status, {'content-type': isScript ? 'text/javascript' : 'text/html', ...headers}).end(body);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${address.port}`;

  return {
    url,
    reset,
    status: async () => state.status,
    setStatus,
    keepBroken: async () => void (state.keepsBroken = true),
    failApi: async failure => void (state.failure = failure),
    expireTokens: async () => state.sessions.clear(),
    breakBank: async () => void (state.isBankDown = true),
    repeatMessages: async () => void (state.repeats = true),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
