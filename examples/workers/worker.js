// A host in a Worker: the kit, with its store in Workers KV. The files of the page are the Worker's static assets.
import {env} from 'cloudflare:workers';
import {createRepairBackend, meld} from 'bank-reconnect/backend';
import {createStorage} from 'unstorage';
import kvDriver from 'unstorage/drivers/cloudflare-kv-binding';

// Replace these with your database and your sessions.
const connections = {
  conn_1: {provider: 'meld', connectionId: 'connMeridianTrust1', institutionName: 'Meridian Trust', owner: 'ada'},
};
const personOf = request => (request.headers.get('authorization') === 'Bearer session-of-ada' ? 'ada' : null);
const connectionsOf = person => Object.entries(connections).filter(([, {owner}]) => owner === person);

const backend = createRepairBackend({
  // Decides who may repair what. It is called for every request.
  findConnection(request, connectionId) {
    const person = personOf(request);
    if (!person) throw new Response(null, {status: 401});
    return connectionsOf(person).find(([id]) => id === connectionId)?.[1] ?? null;
  },
  // A webhook names the connection by the provider's id.
  findByProviderId: ({providerConnectionId}) =>
    Object.values(connections).find(({connectionId}) => connectionId === providerConnectionId) ?? null,
  onStatusChange: ({source, status}) => console.log(`${source}: ${status}`),
  providers: [
    meld({
      apiKey: env.MELD_API_KEY,
      webhook: {secret: env.MELD_WEBHOOK_SECRET},
      // `.dev.vars` has the sandbox's address, which a deployment has not.
      ...(env.MELD_URL ? {environment: 'sandbox', baseUrl: env.MELD_URL} : {environment: 'production'}),
    }),
  ],
  storage: createStorage({driver: kvDriver({binding: env.STORE})}),
  logger: console,
});

/** What the page shows: nothing of the aggregator. */
function listConnections(request) {
  const person = personOf(request);
  if (!person) return new Response(null, {status: 401});
  const shown = connectionsOf(person).map(([connectionId, {provider, institutionName}]) => ({
    connectionId,
    provider,
    institutionName,
  }));
  return Response.json({sandboxUrl: env.SANDBOX_URL, connections: shown});
}

export default {
  fetch(request, _env, context) {
    const {pathname} = new URL(request.url);
    if (pathname.startsWith('/api/bank/')) {
      const answer = backend.fetch(request);
      // The platform may cancel a request whose client has left. A completion that has begun still counts, and other requests
      // share the calls to the vendor.
      context.waitUntil(answer);
      return answer;
    }
    if (pathname === '/api/connections') return listConnections(request);
    return new Response(null, {status: 404});
  },
};
