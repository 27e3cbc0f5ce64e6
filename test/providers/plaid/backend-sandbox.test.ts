import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {createRepairBackend, plaid} from '../../../src/backend/index.js';
import {json, statusRequest, tokenRequest} from '../../backend/support.js';
import {accessTokenOf, logIn, openLink, plaidOf} from '../../sandbox/plaid.js';
import {connection, sandboxFor} from '../../sandbox/support.js';

/** Creates a sandbox and a backend that repairs its item in Hosted Link. */
async function setUp(t: TestContext) {
  const sandbox = await sandboxFor(t);
  const itemId = String((await connection(sandbox, 'plaid'))['id']);
  const accessToken = await accessTokenOf(sandbox);
  const backend = createRepairBackend({
    providers: [
      plaid({
        clientId: 'sandbox_client_id',
        secret: 'sandbox_secret',
        environment: 'sandbox',
        baseUrl: plaidOf(sandbox),
        clientName: 'Ledger',
      }),
    ],
    findConnection: () => ({provider: 'plaid', itemId, accessToken, clientUserId: 'user_1'}),
    statusInterval: 0,
  });
  const begin = async (more: object = {}) =>
    await json(await backend.fetch(tokenRequest('conn_plaid', {display: 'popup', ...more})));
  const status = async () => await json(await backend.fetch(statusRequest('conn_plaid')));
  return {sandbox, begin, status};
}

/** Returns the link token in the hosted page, which is not in the token answer. */
async function tokenIn(hostedLinkUrl: unknown): Promise<string> {
  const [token] = /link-sandbox-[\w-]+/.exec(await (await fetch(String(hostedLinkUrl))).text()) ?? [];
  return token ?? assert.fail('the hosted page has no link token');
}

test('a repair in Hosted Link is completed after a login', async t => {
  const {sandbox, begin, status} = await setUp(t);
  const token = await begin();
  assert.ok(String(token['hostedLinkUrl']).startsWith(`${plaidOf(sandbox)}/link/`));
  const linkToken = await tokenIn(token['hostedLinkUrl']);
  assert.equal(JSON.stringify(token).includes(linkToken), false);
  await logIn(sandbox, await openLink(sandbox, linkToken));
  const answer = await status();
  assert.deepEqual([answer['repair'], answer['status']], ['completed', 'HEALTHY']);
});

test('a repair in Hosted Link is pending before a login', async t => {
  const {begin, status} = await setUp(t);
  await begin();
  const answer = await status();
  assert.deepEqual([answer['repair'], answer['status']], ['pending', 'ITEM_LOGIN_REQUIRED']);
});

test('the stand-in accepts a token request with a selection of accounts', async t => {
  const {begin} = await setUp(t);
  assert.equal((await begin({statusReason: 'NO_ACCOUNTS'}))['status'], 'ACTION_REQUIRED');
  assert.equal((await begin({statusReason: 'NO_ACCOUNTS', display: 'modal'}))['status'], 'ACTION_REQUIRED');
});
