import assert from 'node:assert/strict';
import type {TestContext} from 'node:test';
import {createRepairBackend, meld, mx, plaid, quiltt} from '../../src/backend/index.js';
import type {Provider, ProviderConnection, RepairBackend} from '../../src/backend/index.js';
import {startSandbox} from '../../src/sandbox/index.js';

/** Starts a sandbox, and a backend with its first connection of each provider: `conn_plaid` and so on. */
export async function startSandboxBackend(t: TestContext): Promise<RepairBackend> {
  const sandbox = await startSandbox({port: 0});
  t.after(() => sandbox.close());
  const listed = (await (await fetch(`${sandbox.url}/control/connections`)).json()) as Record<string, string>[];
  const first = (provider: string) => listed.find(one => one['provider'] === provider) ?? assert.fail(provider);
  const at = (provider: string) => sandbox.origins[provider] ?? assert.fail(provider);
  const connections: Readonly<Record<string, ProviderConnection & Readonly<Record<string, unknown>>>> = {
    conn_plaid: {
      provider: 'plaid',
      itemId: first('plaid')['id'],
      accessToken: first('plaid')['accessToken'],
      clientUserId: 'user_1',
    },
    conn_meld: {provider: 'meld', connectionId: first('meld')['id']},
    conn_mx: {provider: 'mx', memberGuid: first('mx')['id'], userGuid: first('mx')['userGuid']},
    conn_quiltt: {provider: 'quiltt', connectionId: first('quiltt')['id'], profileId: first('quiltt')['profileId']},
  };
  const environment = 'sandbox';
  const clientId = 'sandbox_client_id';
  return createRepairBackend<Provider>({
    providers: [
      plaid({clientId, secret: 'sandbox_secret', environment, baseUrl: at('plaid'), clientName: 'Ledger'}),
      meld({apiKey: 'sandbox_api_key', environment, baseUrl: at('meld')}),
      mx({clientId, apiKey: 'sandbox_api_key', environment, baseUrl: at('mx')}),
      quiltt({apiSecret: 'sandbox_api_secret', connectorId: 'connectorsandbox', baseUrl: at('quiltt')}),
    ],
    findConnection: (_, connectionId) => connections[connectionId] ?? null,
    statusInterval: 0,
  });
}
