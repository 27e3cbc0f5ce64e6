import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Configuration, CountryCode, PlaidApi, Products} from 'plaid';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {sandboxFor} from '../../sandbox/support.js';

function clientOf(sandbox: Sandbox, secret: string): PlaidApi {
  const headers = {'PLAID-CLIENT-ID': 'sandbox_client_id', 'PLAID-SECRET': secret};
  return new PlaidApi(new Configuration({basePath: sandbox.origins['plaid'] ?? '', baseOptions: {headers}}));
}

test('Plaid’s own client makes an item, breaks it and gets a token to repair it', async t => {
  const client = clientOf(await sandboxFor(t), 'sandbox_secret');
  const created = await client.sandboxPublicTokenCreate({
    institution_id: 'ins_900002',
    initial_products: [Products.Transactions],
  });
  const exchanged = await client.itemPublicTokenExchange({public_token: created.data.public_token});
  const {access_token} = exchanged.data;
  const before = await client.itemGet({access_token});
  assert.equal(before.data.item.error, null);
  assert.equal(before.data.item.item_id, exchanged.data.item_id);
  assert.equal(before.data.item.institution_name, 'Meridian Trust');

  assert.equal((await client.sandboxItemResetLogin({access_token})).data.reset_login, true);
  const broken = await client.itemGet({access_token});
  assert.equal(broken.data.item.error?.error_code, 'ITEM_LOGIN_REQUIRED');
  assert.equal(broken.data.item.error?.error_type, 'ITEM_ERROR');

  const {data} = await client.linkTokenCreate({
    client_name: 'Fern',
    language: 'en',
    country_codes: [CountryCode.Us],
    user: {client_user_id: 'user-1'},
    access_token,
  });
  assert.match(data.link_token, /^link-sandbox-/);
  assert.ok(Date.parse(data.expiration) > Date.now());
  assert.ok(data.request_id);
});

test('Plaid’s own client sees errors as it does at Plaid', async t => {
  const sandbox = await sandboxFor(t);
  const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'no error',
      (error: {response?: {data?: {error_code?: string}}}) => error.response?.data?.error_code,
    );
  const wrong = clientOf(sandbox, 'wrong');
  assert.equal(await codeOf(wrong.itemGet({access_token: 'access-sandbox-x'})), 'INVALID_API_KEYS');
  const live = clientOf(sandbox, 'production_secret');
  assert.equal(await codeOf(live.sandboxItemResetLogin({access_token: 'access-production-x'})), 'SANDBOX_ONLY');
  assert.equal(await codeOf(live.itemGet({access_token: 'access-sandbox-x'})), 'INVALID_ACCESS_TOKEN');
});
