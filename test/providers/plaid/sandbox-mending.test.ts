import assert from 'node:assert/strict';
import {test} from 'node:test';
import {linkToken, logIn, openLink} from '../../sandbox/plaid.js';
import {change, connection, sandboxFor} from '../../sandbox/support.js';

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
  ['INSTITUTION_DOWN', {}, 'INSTITUTION_DOWN'],
  ['INSTITUTION_NOT_RESPONDING', {}, 'INSTITUTION_NOT_RESPONDING'],
  ['INSTITUTION_NOT_AVAILABLE', {}, 'INSTITUTION_NOT_AVAILABLE'],
  ['INSTITUTION_NO_LONGER_SUPPORTED', withAccounts, 'INSTITUTION_NO_LONGER_SUPPORTED'],
] as const) {
  test(`a repair with ${JSON.stringify(more)} takes an item from ${status} to ${after}`, async t => {
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
