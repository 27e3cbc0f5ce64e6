import assert from 'node:assert/strict';
import {test} from 'node:test';
import {advance, call, change, sandboxFor, setVariants, standingClock, type Json} from '../../sandbox/support.js';
import {api, members, mxOf, openWidget, repairOf, statusOf} from './connect.js';

const right = {username: 'user_good', password: 'pass_good'};
const wrong = {username: 'user_good', password: 'wrong'};

const post = (type: string, metadata: Json): string => `mx/connect/${type} ${JSON.stringify(metadata)}`;
const loaded = (initial_step: string): string => post('loaded', {initial_step});
const step = (previous: string, current: string): string => post('stepChange', {previous, current});
const status = (member_guid: string, connection_status: number): string =>
  post('memberStatusUpdate', {member_guid, connection_status});
const memberError = (guid: string, connection_status: number): string =>
  post('memberError', {member: {guid, connection_status}});
const updateCredentials = post('updateCredentials', {
  member_guid: members.password,
  institution: {guid: 'INS-3f1a5c20-7d41-4e0b-9b52-51c7a1e60004', code: 'northlight'},
});

test('a repair with a password posts all messages in the order of the widget’s source', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  const guid = members.password;
  const widget = await openWidget(sandbox, repairOf(guid));
  assert.deepEqual(widget.posted(), ['mx/load', loaded('enterCreds'), memberError(guid, 2), 'mx/ping']);
  assert.equal((await widget.submit('credentials', right))['step'], 'connecting');
  assert.deepEqual(widget.posted(), [updateCredentials, step('enterCreds', 'connecting')]);
  assert.equal(await statusOf(sandbox, guid), 'UPDATED');
  await advance(sandbox, 1);
  assert.equal((await widget.look())['step'], 'connected');
  assert.deepEqual(widget.posted(), [
    status(guid, 6),
    post('memberConnected', {member_guid: guid}),
    step('connecting', 'connected'),
  ]);
  assert.equal(await statusOf(sandbox, guid), 'CONNECTED');
  await widget.act('done');
  assert.deepEqual(widget.posted(), ['mx/connect/connected/primaryAction', 'mx/connect/backToSearch']);
});

test('a wrong password is reported, and the correct one is accepted afterwards', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  const guid = members.password;
  const widget = await openWidget(sandbox, repairOf(guid));
  widget.posted();
  const view = await widget.submit('credentials', wrong);
  assert.equal((view['signIn'] as Json)['refusal'], 'wrong-password');
  assert.deepEqual(widget.posted(), [
    updateCredentials,
    step('enterCreds', 'connecting'),
    status(guid, 2),
    step('connecting', 'enterCreds'),
    memberError(guid, 2),
  ]);
  assert.equal((await widget.submit('credentials', right))['step'], 'connecting');
});

test('after three wrong passwords MX stops until the credentials are updated', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  const guid = members.password;
  const widget = await openWidget(sandbox, repairOf(guid));
  await widget.submit('credentials', wrong);
  await widget.submit('credentials', wrong);
  widget.posted();
  const view = await widget.submit('credentials', wrong);
  assert.equal((view['error'] as Json)['action'], 'update-credentials');
  assert.deepEqual(widget.posted().slice(-3), [
    status(guid, 1),
    memberError(guid, 1),
    step('connecting', 'actionableError'),
  ]);
  assert.equal(await statusOf(sandbox, guid), 'PREVENTED');
  await widget.act('update-credentials');
  assert.deepEqual(widget.posted(), [step('actionableError', 'enterCreds')]);
  assert.equal((await widget.submit('credentials', right))['step'], 'connecting');
});

test('an account that the bank has locked offers no action in the widget', async t => {
  const sandbox = await sandboxFor(t);
  const widget = await openWidget(sandbox, repairOf(members.password));
  const view = await widget.submit('credentials', {username: 'user_locked', password: 'pass_good'});
  assert.deepEqual([view['step'], (view['error'] as Json)['action']], ['actionableError', null]);
  assert.equal(await statusOf(sandbox, members.password), 'LOCKED');
  widget.posted();
  for (const action of ['retry', 'update-credentials', 'ok', 'done', 'back']) await widget.act(action);
  assert.deepEqual(widget.posted(), []);
});

test('a password that requires a code sets CHALLENGED', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  const guid = members.password;
  const widget = await openWidget(sandbox, repairOf(guid));
  widget.posted();
  const view = await widget.submit('credentials', {username: 'user_mfa', password: 'pass_good'});
  assert.deepEqual([view['step'], (view['signIn'] as Json)['step']], ['mfa', 'code']);
  assert.deepEqual(widget.posted().slice(1), [
    step('enterCreds', 'connecting'),
    status(guid, 3),
    step('connecting', 'mfa'),
  ]);
  assert.equal((await widget.submit('code', {code: '1234'}))['step'], 'connecting');
  assert.deepEqual(widget.posted(), [post('submitMFA', {member_guid: guid}), step('mfa', 'connecting')]);
  assert.equal(await statusOf(sandbox, guid), 'RESUMED');
});

test('a challenged member is asked for the code first, and a wrong code is REJECTED', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  const guid = members.code;
  const widget = await openWidget(sandbox, repairOf(guid));
  assert.deepEqual(widget.posted(), ['mx/load', loaded('mfa'), 'mx/ping']);
  const view = await widget.submit('code', {code: '0000'});
  assert.equal((view['signIn'] as Json)['refusal'], 'wrong-code');
  assert.deepEqual(widget.posted(), [
    post('submitMFA', {member_guid: guid}),
    step('mfa', 'connecting'),
    status(guid, 4),
    step('connecting', 'mfa'),
  ]);
  assert.equal(await statusOf(sandbox, guid), 'REJECTED');
  assert.equal((await widget.submit('code', {code: '1234'}))['step'], 'connecting');
});

test('the widget requests and opens the bank’s window, which ends in a connected member', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  const guid = members.oauth;
  const widget = await openWidget(sandbox, repairOf(guid));
  assert.deepEqual(widget.posted(), ['mx/load', memberError(guid, 20), loaded('actionableError'), 'mx/ping']);
  const {signIn} = await widget.act('update-credentials');
  assert.equal((signIn as Json)['step'], 'oauth');
  widget.posted();
  const bank = await widget.openWindow();
  const url = `${mxOf(sandbox)}/sign-in/${String((signIn as Json)['id'])}/window`;
  assert.deepEqual(widget.posted(), [post('oauthRequested', {url, member_guid: guid})]);
  await call('POST', bank, {answer: 'allowed'});
  assert.equal(await statusOf(sandbox, guid), 'RECONNECTED');
  await widget.look();
  await advance(sandbox, 1);
  await widget.look();
  assert.deepEqual(widget.posted(), [
    step('enterCreds', 'connecting'),
    status(guid, 6),
    post('memberConnected', {member_guid: guid}),
    step('connecting', 'connected'),
  ]);
});

test('a refusal at the bank is an oauthError with its reason and can be retried', async t => {
  const sandbox = await sandboxFor(t);
  const guid = members.oauth;
  const widget = await openWidget(sandbox, repairOf(guid));
  await widget.act('update-credentials');
  const refused = await widget.openWindow();
  widget.posted();
  await call('POST', refused, {answer: 'denied'});
  assert.equal((await widget.look())['step'], 'oauthError');
  assert.deepEqual(widget.posted(), [
    post('oauthError', {member_guid: guid, error_reason: 'CANCELLED'}),
    step('enterCreds', 'oauthError'),
  ]);
  await widget.act('update-credentials');
  await widget.openWindow();
  widget.posted();
  await advance(sandbox, 600);
  await widget.look();
  assert.equal(widget.posted()[0], post('oauthError', {member_guid: guid, error_reason: 'PROVIDER_ERROR'}));
});

test('a bank’s answer takes effect after the person has left the widget', async t => {
  const sandbox = await sandboxFor(t);
  const widget = await openWidget(sandbox, repairOf(members.oauth));
  await widget.act('update-credentials');
  const bank = await widget.openWindow();
  await widget.act('back');
  await call('POST', bank, {answer: 'allowed'});
  await advance(sandbox, 1);
  assert.equal(await statusOf(sandbox, members.oauth), 'CONNECTED');
});

test('with the referral source APP the widget does not open the bank’s window', async t => {
  const sandbox = await sandboxFor(t);
  const widget = await openWidget(sandbox, {...repairOf(members.oauth), oauth_referral_source: 'APP'});
  const {signIn} = await widget.act('update-credentials');
  const window = await fetch(`${mxOf(sandbox)}/sign-in/${String((signIn as Json)['id'])}/window`);
  assert.equal(window.status, 404);
});

for (const [memberAfterOAuth, oldStatus] of [
  ['new-old-gone', 404],
  ['new-old-stays', 200],
] as const) {
  test(`an OAuth repair can end at another member: ${memberAfterOAuth}`, async t => {
    const sandbox = await sandboxFor(t);
    await setVariants(sandbox, {mx: {memberAfterOAuth}});
    const widget = await openWidget(sandbox, repairOf(members.oauth));
    await widget.act('update-credentials');
    await call('POST', await widget.openWindow(), {answer: 'allowed'});
    await widget.look();
    await advance(sandbox, 1);
    await widget.look();
    const connected = widget.posted().find(post => post.startsWith('mx/connect/memberConnected')) ?? '';
    const guid = /MBR-[\w-]+/.exec(connected)?.[0] ?? '';
    assert.notEqual(guid, members.oauth);
    assert.equal(await statusOf(sandbox, guid), 'CONNECTED');
    const old = await api(sandbox, 'GET', `/members/${members.oauth}`);
    assert.equal(old.status, oldStatus);
    const successor = (await api(sandbox, 'GET', `/members/${guid}`)).body['member'] as Json;
    assert.deepEqual([successor['institution_code'], successor['is_oauth']], ['meridian_trust', true]);
  });
}

test('a member with the outcome still-broken stays broken after a success in the widget', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'mx', {repairOutcome: 'still-broken'});
  const widget = await openWidget(sandbox, repairOf(members.password));
  await widget.submit('credentials', right);
  await advance(sandbox, 1);
  assert.equal((await widget.look())['step'], 'connected');
  assert.ok(widget.posted().includes(post('memberConnected', {member_guid: members.password})));
  assert.equal(await statusOf(sandbox, members.password), 'DENIED');
});

test('the API can show a repair later than the widget', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  await setVariants(sandbox, {mx: {statusLagSeconds: 30}});
  const widget = await openWidget(sandbox, repairOf(members.password));
  await widget.submit('credentials', right);
  await advance(sandbox, 1);
  assert.equal((await widget.look())['step'], 'connected');
  assert.equal(await statusOf(sandbox, members.password), 'UPDATED');
  await advance(sandbox, 30);
  assert.equal(await statusOf(sandbox, members.password), 'CONNECTED');
});
