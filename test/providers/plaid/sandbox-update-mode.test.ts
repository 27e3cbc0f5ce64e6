import assert from 'node:assert/strict';
import {test} from 'node:test';
import {accessTokenOf, assertError, basics, keys, linkToken, logIn, openLink, plaidOf} from '../../sandbox/plaid.js';
import {advance, call, change, connection, sandboxFor, setVariants, type Json} from '../../sandbox/support.js';

const withAccounts = {update: {account_selection_enabled: true}};

for (const [status, more, after] of [
  ['ITEM_LOGIN_REQUIRED', {}, 'HEALTHY'],
  ['ITEM_LOCKED', {}, 'HEALTHY'],
  ['USER_SETUP_REQUIRED', {}, 'HEALTHY'],
  ['INVALID_CREDENTIALS', {}, 'HEALTHY'],
  ['INVALID_MFA', {}, 'HEALTHY'],
  ['HEALTHY', {}, 'HEALTHY'],
  ['ITEM_LOGIN_REQUIRED', withAccounts, 'HEALTHY'],
  ['NO_ACCOUNTS', {}, 'NO_ACCOUNTS'],
  ['NO_ACCOUNTS', {update: {account_selection_enabled: false}}, 'NO_ACCOUNTS'],
  ['NO_ACCOUNTS', withAccounts, 'HEALTHY'],
  ['MFA_NOT_SUPPORTED', withAccounts, 'MFA_NOT_SUPPORTED'],
  ['ITEM_NOT_SUPPORTED', withAccounts, 'ITEM_NOT_SUPPORTED'],
  ['INVALID_UPDATED_USERNAME', {}, 'HEALTHY'],
  ['USER_PERMISSION_REVOKED', {}, 'HEALTHY'],
  ['NO_AUTH_ACCOUNTS', {}, 'NO_AUTH_ACCOUNTS'],
  ['NO_AUTH_ACCOUNTS', withAccounts, 'HEALTHY'],
  ['ACCESS_NOT_GRANTED', {}, 'ACCESS_NOT_GRANTED'],
  ['ACCESS_NOT_GRANTED', withAccounts, 'HEALTHY'],
  ['INSTITUTION_DOWN', {}, 'INSTITUTION_DOWN'],
  ['INSTITUTION_NOT_RESPONDING', {}, 'INSTITUTION_NOT_RESPONDING'],
  ['INSTITUTION_NOT_AVAILABLE', {}, 'INSTITUTION_NOT_AVAILABLE'],
  ['INSTITUTION_NO_LONGER_SUPPORTED', withAccounts, 'INSTITUTION_NO_LONGER_SUPPORTED'],
] as const) {
  test(`a repair with ${JSON.stringify(more)} changes an item from ${status} to ${after}`, async t => {
    const sandbox = await sandboxFor(t);
    await change(sandbox, 'plaid', {status});
    const view = await logIn(sandbox, await openLink(sandbox, await linkToken(sandbox, more)));
    assert.equal(view['step'], 'done', 'Link itself ends well');
    assert.equal((await connection(sandbox, 'plaid'))['status'], after);
  });
}

test('an item that is removed while Link is open stays removed', async t => {
  const sandbox = await sandboxFor(t);
  const session = await openLink(sandbox, await linkToken(sandbox));
  await change(sandbox, 'plaid', {status: 'ITEM_NOT_FOUND'});
  await logIn(sandbox, session);
  assert.equal((await connection(sandbox, 'plaid'))['status'], 'ITEM_NOT_FOUND');
});

for (const [warning, more, after] of [
  ['PENDING_EXPIRATION', {}, null],
  ['PENDING_DISCONNECT', {}, null],
  ['NEW_ACCOUNTS_AVAILABLE', {}, 'NEW_ACCOUNTS_AVAILABLE'],
  ['NEW_ACCOUNTS_AVAILABLE', withAccounts, null],
  ['USER_ACCOUNT_REVOKED', {}, 'USER_ACCOUNT_REVOKED'],
  ['USER_ACCOUNT_REVOKED', withAccounts, null],
] as const) {
  test(`a repair with ${JSON.stringify(more)} changes the warning from ${warning} to ${after}`, async t => {
    const sandbox = await sandboxFor(t);
    await change(sandbox, 'plaid', {status: 'HEALTHY', statusReason: warning});
    await logIn(sandbox, await openLink(sandbox, await linkToken(sandbox, more)));
    const {status, statusReason} = await connection(sandbox, 'plaid');
    assert.deepEqual([status, statusReason], ['HEALTHY', after]);
  });
}

test('the shared accounts are preselected, and the selected accounts become the shared ones', async t => {
  const sandbox = await sandboxFor(t);
  const session = await openLink(sandbox, await linkToken(sandbox, withAccounts));
  const refused = await logIn(sandbox, session, []);
  assert.deepEqual([refused['step'], refused['refusal']], ['accounts', 'no-account']);
  const choice = (refused['accounts'] as Json[]).map(({mask, chosen}) => [mask, chosen]);
  assert.deepEqual(choice, [
    ['4821', true],
    ['7730', true],
    ['9054', false],
  ]);
  assert.equal((await connection(sandbox, 'plaid'))['status'], 'ITEM_LOGIN_REQUIRED', 'not before the choice');
  const url = `${plaidOf(sandbox)}/sign-in/${String(refused['id'])}/accounts`;
  const accounts = (refused['accounts'] as Json[]).slice(1).map(({id}) => id);
  const {body} = await call('POST', url, {accounts: [...accounts, 'accountOfSomebodyElse']});
  const {metadata} = body['result'] as {metadata: {accounts: Json[]}};
  assert.deepEqual(
    metadata.accounts.map(({mask}) => mask),
    ['7730', '9054'],
  );
});

test('a token that expires during the selection of accounts repairs nothing', async t => {
  const sandbox = await sandboxFor(t);
  const session = await openLink(sandbox, await linkToken(sandbox, withAccounts));
  await logIn(sandbox, session, []);
  await advance(sandbox, 1800);
  const view = await logIn(sandbox, session);
  assert.notEqual(view['step'], 'done');
  const {id} = session['signIn'] as Json;
  const {body} = await call('POST', `${plaidOf(sandbox)}/sign-in/${String(id)}/accounts`, {
    accounts: ['itemFirstHarbor1Checking'],
  });
  assert.equal(body['step'], 'dead');
  assert.equal((await connection(sandbox, 'plaid'))['status'], 'ITEM_LOGIN_REQUIRED');
});

test('a variant sets whether an item with a revoked permission gets a link token', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'plaid', {status: 'USER_PERMISSION_REVOKED'});
  const access_token = await accessTokenOf(sandbox);
  const ask = () => call('POST', `${plaidOf(sandbox)}/link/token/create`, {...basics, access_token}, keys());
  assert.equal((await ask()).status, 200);
  await setVariants(sandbox, {plaid: {repairOfRevoked: 'refused'}});
  assertError(await ask(), 'ITEM_ERROR', 'USER_PERMISSION_REVOKED');
});
