import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {linkToken, logIn, openLink, plaidOf} from '../../sandbox/plaid.js';
import {advance, call, change, connection, sandboxFor, setVariants, signIn, type Json} from '../../sandbox/support.js';

const statusOf = async (sandbox: Sandbox) => (await connection(sandbox, 'plaid'))['status'];
const signInOf = (session: Json) => `sign-in/${String((session['signIn'] as Json)['id'])}`;
const cancel = (sandbox: Sandbox, session: Json) =>
  call('POST', `${plaidOf(sandbox)}/link/session/${String(session['sessionId'])}/cancel`, {});
const tryPassword = (sandbox: Sandbox, session: Json, password: string) =>
  signIn(plaidOf(sandbox), (session['signIn'] as Json)['id'], 'user_good', password);

function assertDead(view: Json): void {
  assert.equal(view['step'], 'dead');
  assert.equal((view['result'] as Json)['error_code'], 'INVALID_LINK_TOKEN');
}

test('a second session of a spent token ends with the error of a dead token and repairs nothing', async t => {
  const sandbox = await sandboxFor(t);
  const token = await linkToken(sandbox);
  const [first, second] = [await openLink(sandbox, token), await openLink(sandbox, token)];
  assert.equal((await logIn(sandbox, first))['step'], 'done');
  await change(sandbox, 'plaid', {status: 'ITEM_LOGIN_REQUIRED'});
  assertDead(await logIn(sandbox, second));
  assert.equal(await statusOf(sandbox), 'ITEM_LOGIN_REQUIRED');
});

test('with reusable tokens a second session repairs', async t => {
  const sandbox = await sandboxFor(t);
  await setVariants(sandbox, {plaid: {reusableTokens: true}});
  const token = await linkToken(sandbox);
  const [first, second] = [await openLink(sandbox, token), await openLink(sandbox, token)];
  await logIn(sandbox, first);
  await change(sandbox, 'plaid', {status: 'ITEM_LOGIN_REQUIRED'});
  assert.equal((await logIn(sandbox, second))['step'], 'done');
  assert.equal(await statusOf(sandbox), 'HEALTHY');
});

test('a token that expires while Link is open repairs nothing', async t => {
  const sandbox = await sandboxFor(t);
  const session = await openLink(sandbox, await linkToken(sandbox));
  await advance(sandbox, 1800);
  assertDead(await logIn(sandbox, session));
  assert.equal(await statusOf(sandbox), 'ITEM_LOGIN_REQUIRED');
});

test('a cancelled session has no sign-in, and its token opens no other session', async t => {
  const sandbox = await sandboxFor(t);
  const token = await linkToken(sandbox);
  const [first, second] = [await openLink(sandbox, token), await openLink(sandbox, token)];
  await cancel(sandbox, first);
  const late = await call('POST', `${plaidOf(sandbox)}/${signInOf(first)}/credentials`, {
    username: 'user_good',
    password: 'pass_good',
  });
  assert.equal(late.status, 404);
  assertDead(await logIn(sandbox, second));
  assert.equal(await statusOf(sandbox), 'ITEM_LOGIN_REQUIRED');
});

test('an answer in the bank’s window is ignored after a cancel or after the token has expired', async t => {
  for (const end of [cancel, (sandbox: Sandbox) => advance(sandbox, 590)]) {
    const sandbox = await sandboxFor(t);
    await change(sandbox, 'plaid', {bank: 'oauth'});
    const token = await linkToken(sandbox);
    await advance(sandbox, 1500);
    const session = await openLink(sandbox, token);
    const {url} = await fetch(`${plaidOf(sandbox)}/${signInOf(session)}/window`);
    await end(sandbox, session);
    assert.equal((await call('POST', url, {answer: 'allowed'})).status, 200);
    assert.equal(await statusOf(sandbox), 'ITEM_LOGIN_REQUIRED');
  }
});

test('ten refused logins over all sessions make a token unusable', async t => {
  const sandbox = await sandboxFor(t);
  const token = await linkToken(sandbox);
  const [first, second] = [await openLink(sandbox, token), await openLink(sandbox, token)];
  for (let attempt = 1; attempt < 10; attempt += 1) {
    assert.equal((await tryPassword(sandbox, attempt % 2 ? first : second, 'wrong'))['refusal'], 'wrong-password');
  }
  assertDead(await tryPassword(sandbox, first, 'wrong'));
  assertDead(await tryPassword(sandbox, second, 'pass_good'));
  assert.equal(((await openLink(sandbox, token))['error'] as Json)['error_code'], 'INVALID_LINK_TOKEN');
  assert.equal(await statusOf(sandbox), 'ITEM_LOGIN_REQUIRED');
  assert.equal((await logIn(sandbox, await openLink(sandbox, await linkToken(sandbox))))['step'], 'done');
});

test('nine refused logins leave a token usable', async t => {
  const sandbox = await sandboxFor(t);
  const session = await openLink(sandbox, await linkToken(sandbox));
  for (let attempt = 1; attempt < 10; attempt += 1) await tryPassword(sandbox, session, 'wrong');
  assert.equal((await logIn(sandbox, session))['step'], 'done');
});
