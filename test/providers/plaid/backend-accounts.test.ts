import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {createRepairBackend} from '../../../src/backend/index.js';
import type {PlaidOptions} from '../../../src/backend/index.js';
import {own, plaidConnection, startVendor, tokenRequest} from '../../backend/support.js';
import {plaidKey, plaidWebhook} from '../../backend/webhook-support.js';
import {plaidAt} from './plaid-at.js';

/** Creates a backend with Plaid only. `sent` returns the body of the last call of `/link/token/create`. */
async function setUp(t: TestContext, options: Partial<PlaidOptions> = {}, item: object = {error: null}) {
  const key = plaidKey();
  const vendor = await startVendor(t, ({path}) => {
    if (path === '/webhook_verification_key/get') return {body: {key: key.jwk}};
    return {body: {link_token: 'link-1', hosted_link_url: 'https://secure.plaid.com/1', item}};
  });
  const backend = createRepairBackend({
    providers: [plaidAt(vendor.url, options)],
    findConnection: () => plaidConnection,
  });
  const sent = async (request: object = {}) => {
    assert.equal((await backend.fetch(tokenRequest('conn_plaid', request))).status, 200);
    return vendor.seen.at(-1)?.body as Record<string, unknown>;
  };
  const warn = async (code: string) => {
    const body = {webhook_type: 'ITEM', webhook_code: code, item_id: 'item_7'};
    assert.equal((await backend.fetch(await plaidWebhook({key, body}))).status, 200);
  };
  return {backend, sent, warn};
}

const selects = {account_selection_enabled: true};

test('a token request enables the selection of accounts for a statusReason about accounts', async t => {
  const {sent} = await setUp(t);
  const reasons = [
    'NEW_ACCOUNTS_AVAILABLE',
    'NO_ACCOUNTS',
    'NO_AUTH_ACCOUNTS',
    'ACCESS_NOT_GRANTED',
    'USER_ACCOUNT_REVOKED',
  ];
  for (const statusReason of reasons) assert.deepEqual((await sent({statusReason}))['update'], selects, statusReason);
  for (const statusReason of [undefined, 'PENDING_EXPIRATION', 'OAUTH_USER_REVOKED', 'constructor']) {
    assert.equal('update' in (await sent({statusReason})), false, statusReason);
  }
  assert.deepEqual((await sent({statusReason: 'NO_ACCOUNTS', display: 'popup'}))['update'], selects);
});

test('a warning of a webhook enables the selection of accounts, even with a more urgent warning', async t => {
  const {sent, warn} = await setUp(t);
  await warn('PENDING_DISCONNECT');
  assert.equal('update' in (await sent()), false);
  await warn('NEW_ACCOUNTS_AVAILABLE');
  assert.deepEqual((await sent())['update'], selects);
});

test('an error of the item enables the selection of accounts', async t => {
  const {backend, sent} = await setUp(t, {}, {error: {error_code: 'NO_ACCOUNTS'}});
  await backend.fetch(new Request(`${own}/api/bank/status?connectionId=c&repairId=r`));
  assert.deepEqual((await sent())['update'], selects);
});

test('the option accountSelection takes precedence, and a selection can have its own customization', async t => {
  const linkCustomizationName = 'usual';
  const never = await setUp(t, {accountSelection: false, linkCustomizationName});
  const refused = await never.sent({statusReason: 'NO_ACCOUNTS'});
  assert.equal('update' in refused, false);
  assert.equal(refused['link_customization_name'], 'usual');
  const always = await setUp(t, {accountSelection: () => Promise.resolve(true), linkCustomizationName});
  const chosen = await always.sent();
  assert.deepEqual(chosen['update'], selects);
  assert.equal(chosen['link_customization_name'], 'usual');
  const own = await setUp(t, {linkCustomizationName, accountSelectionCustomizationName: 'select-v2'});
  assert.equal((await own.sent({statusReason: 'NO_ACCOUNTS'}))['link_customization_name'], 'select-v2');
  assert.equal((await own.sent())['link_customization_name'], 'usual');
});
