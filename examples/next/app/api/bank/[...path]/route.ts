import {createRepairBackend, meld, plaid} from 'bank-reconnect/backend';
import {findStored, personOf} from '../../../../lib/connections';
import {sandbox} from '../../../../lib/sandbox';

const backend = createRepairBackend({
  // Decides who may repair what. It is called for every request.
  findConnection(request, connectionId) {
    const person = personOf(request.headers);
    if (!person) throw new Response(null, {status: 401});
    return findStored(connectionId, person);
  },
  providers: [
    plaid({
      clientId: 'sandbox_client_id',
      secret: 'sandbox_secret',
      environment: 'sandbox',
      baseUrl: sandbox.plaid,
      clientName: 'Example',
      countryCodes: ['US'],
      language: 'en',
    }),
    meld({apiKey: 'sandbox_api_key', environment: 'sandbox', baseUrl: sandbox.meld}),
  ],
  logger: console,
});

const handle = (request: Request): Promise<Response> => backend.fetch(request);

export {handle as GET, handle as POST};
