import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import type {Sandbox} from '../../src/sandbox/index.js';
import {advance, call, change, connection, sandboxFor, signIn, type Json} from './support.js';

/** Opens Meld's widget and returns the sign-in's id. */
async function openSignIn(sandbox: Sandbox): Promise<string> {
  const {meld = ''} = sandbox.origins;
  const headers = {Authorization: 'BASIC sandbox_api_key'};
  const repair = await call(
    'POST',
    `${meld}/bank-linking/connect/repair`,
    {connectionId: 'connMeridianTrust1'},
    headers,
  );
  const session = await call('POST', `${meld}/session`, {connectToken: repair.body['connectToken']});
  return String((session.body['signIn'] as Json)['id']);
}

async function atBank(t: TestContext, bank: string): Promise<{sandbox: Sandbox; meld: string; id: string}> {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'meld', {bank});
  return {sandbox, meld: sandbox.origins['meld'] ?? '', id: await openSignIn(sandbox)};
}

test('a wrong password is refused and can be retried', async t => {
  const {meld, id} = await atBank(t, 'password');
  const wrong = await signIn(meld, id, 'user_good', 'password');
  assert.deepEqual([wrong['step'], wrong['refusal']], ['credentials', 'wrong-password']);
  const stranger = await signIn(meld, id, 'someone', 'pass_good');
  assert.equal(stranger['refusal'], 'wrong-password');
  assert.equal((await signIn(meld, id, 'user_good', 'pass_good'))['step'], 'done');
});

test('a user with a second factor is asked for the code until it is correct', async t => {
  const {meld, id} = await atBank(t, 'password');
  assert.equal((await signIn(meld, id, 'user_mfa', 'pass_good'))['step'], 'code');
  const wrong = await call('POST', `${meld}/sign-in/${id}/code`, {code: '4321'});
  assert.deepEqual([wrong.body['step'], wrong.body['refusal']], ['code', 'wrong-code']);
  const right = await call('POST', `${meld}/sign-in/${id}/code`, {code: '1234'});
  assert.equal(right.body['step'], 'done');
});

test('a locked user is refused with any password', async t => {
  const {meld, id} = await atBank(t, 'password');
  assert.equal((await signIn(meld, id, 'user_locked', 'pass_good'))['refusal'], 'locked');
});

test('a bank that is down offers no sign-in', async t => {
  const {meld, id} = await atBank(t, 'down');
  const view = await signIn(meld, id, 'user_good', 'pass_good');
  assert.deepEqual([view['step'], view['refusal']], ['unavailable', 'down']);
});

for (const [bank, coop] of [
  ['oauth', null],
  ['oauth-coop', 'same-origin'],
] as const) {
  test(`an ${bank} bank asks for consent in its own window`, async t => {
    const {sandbox, meld, id} = await atBank(t, bank);
    const opened = await fetch(`${meld}/sign-in/${id}/window`);
    assert.ok(opened.url.startsWith(`${sandbox.origins.bank}/authorize/`));
    assert.equal(opened.headers.get('Cross-Origin-Opener-Policy'), coop);
    assert.equal((await call('GET', `${meld}/sign-in/${id}`)).body['waiting'], true);
    assert.equal((await call('POST', opened.url, {answer: 'denied'})).status, 200);
    assert.equal((await call('GET', `${meld}/sign-in/${id}`)).body['refusal'], 'denied');
    assert.equal((await call('POST', opened.url, {answer: 'allowed'})).status, 410, 'a request is answered once');

    const again = await fetch(`${meld}/sign-in/${id}/window`);
    assert.notEqual(again.url, opened.url);
    assert.equal((await call('POST', again.url, {answer: 'perhaps'})).status, 400);
    await call('POST', again.url, {answer: 'allowed'});
    assert.equal((await call('GET', `${meld}/sign-in/${id}`)).body['step'], 'done');
  });
}

test('the bank’s answer takes effect after the widget is closed', async t => {
  const {sandbox, meld, id} = await atBank(t, 'oauth-coop');
  const {url} = await fetch(`${meld}/sign-in/${id}/window`);
  await call('POST', url, {answer: 'allowed'});
  await advance(sandbox, 2);
  assert.equal((await connection(sandbox, 'meld'))['status'], 'ACTIVE');
});

test('an unanswered bank window times out', async t => {
  const {sandbox, meld, id} = await atBank(t, 'oauth');
  const {url} = await fetch(`${meld}/sign-in/${id}/window`);
  await advance(sandbox, 601);
  assert.equal((await fetch(url)).status, 410);
  assert.equal((await call('GET', `${meld}/sign-in/${id}`)).body['refusal'], 'timed-out');
});
