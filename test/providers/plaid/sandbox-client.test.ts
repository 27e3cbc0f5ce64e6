import assert from 'node:assert/strict';
import {test} from 'node:test';
import {decodeProtectedHeader} from 'jose';
import {Configuration, CountryCode, PlaidApi, Products, SandboxItemFireWebhookRequestWebhookCodeEnum} from 'plaid';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {accessTokenOf, logIn, openLink} from '../../sandbox/plaid.js';
import {receiverFor} from '../../sandbox/receiver.js';
import {sandboxFor} from '../../sandbox/support.js';

function clientOf(sandbox: Sandbox, secret: string): PlaidApi {
  const headers = {'PLAID-CLIENT-ID': 'sandbox_client_id', 'PLAID-SECRET': secret};
  return new PlaidApi(new Configuration({basePath: sandbox.origins['plaid'] ?? '', baseOptions: {headers}}));
}

test('Plaid’s official client creates an item, breaks it and gets a token to repair it', async t => {
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

test('Plaid’s official client reads a hosted session, keys and webhooks', async t => {
  const receiver = await receiverFor(t);
  const sandbox = await sandboxFor(t);
  const client = clientOf(sandbox, 'sandbox_secret');
  const access_token = await accessTokenOf(sandbox);
  const updated = await client.itemWebhookUpdate({access_token, webhook: receiver.url});
  assert.equal(updated.data.item.webhook, receiver.url);

  const created = await client.linkTokenCreate({
    client_name: 'Fern',
    language: 'en',
    country_codes: [CountryCode.Us],
    user: {client_user_id: 'user-1'},
    access_token,
    update: {account_selection_enabled: true},
    hosted_link: {completion_redirect_uri: 'http://localhost:4173/'},
  });
  assert.ok(created.data.hosted_link_url);
  const {link_token} = created.data;
  await logIn(sandbox, await openLink(sandbox, link_token));
  const {data} = await client.linkTokenGet({link_token});
  const [session] = data.link_sessions ?? [];
  assert.ok(session?.finished_at);
  assert.equal(session.results?.item_add_results[0]?.institution?.institution_id, 'ins_900001');
  assert.equal(session.results.item_add_results[0].accounts.length, 3);

  const fired = await client.sandboxItemFireWebhook({
    access_token,
    webhook_code: SandboxItemFireWebhookRequestWebhookCodeEnum.NewAccountsAvailable,
  });
  assert.equal(fired.data.webhook_fired, true);
  const [, webhook] = await receiver.first(2);
  const {kid = ''} = decodeProtectedHeader(String(webhook?.headers['plaid-verification']));
  const key = (await client.webhookVerificationKeyGet({key_id: kid})).data.key;
  assert.deepEqual([key.kid, key.alg, key.expired_at], [kid, 'ES256', null]);
});

test('Plaid’s official client gets errors as from Plaid', async t => {
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
