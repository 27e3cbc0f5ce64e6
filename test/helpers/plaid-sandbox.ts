import type {BankReconnectElement} from '../../src/index.js';
import {create} from './fixture.js';
import {config} from './test-config.js';

type Json = Record<string, unknown>;

/** Calls the sandbox's Plaid API as a host's backend does. */
async function call(path: string, body: Json): Promise<Json> {
  const to = encodeURIComponent(`${config.sandbox.origins.plaid}${path}`);
  const credentials = {client_id: 'sandbox_client_id', secret: 'sandbox_secret'};
  const answer = await fetch(`/scripted-proxy?to=${to}`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({...credentials, ...body}),
  });
  const json = (await answer.json()) as Json;
  if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(json)}`);
  return json;
}

/** Creates a broken item. Each test has its own, because the tests of several browsers share the sandbox. */
export async function createBrokenItem(): Promise<{linkToken(): Promise<Json>; itemError(): Promise<unknown>}> {
  const {public_token} = await call('/sandbox/public_token/create', {
    institution_id: 'ins_900001',
    initial_products: ['transactions'],
  });
  const {access_token} = await call('/item/public_token/exchange', {public_token});
  await call('/sandbox/item/reset_login', {access_token});
  return {
    linkToken: () =>
      call('/link/token/create', {
        access_token,
        client_name: 'Test',
        country_codes: ['US'],
        language: 'en',
        user: {client_user_id: 'user-1'},
      }),
    itemError: async () => ((await call('/item/get', {access_token})).item as Json).error,
  };
}

/** Creates an element for a new broken item of the sandbox. */
export async function createSandboxPlaid(): Promise<BankReconnectElement> {
  const item = await createBrokenItem();
  return create(
    {'connection-id': 'conn_p', provider: 'plaid', 'sandbox-url': config.sandbox.url},
    {fetchToken: () => item.linkToken()},
  );
}
