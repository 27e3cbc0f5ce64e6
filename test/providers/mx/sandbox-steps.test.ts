import assert from 'node:assert/strict';
import {test} from 'node:test';
import {advance, change, sandboxFor, setVariants, type Json} from '../../sandbox/support.js';
import {api, members, openWidget, repairOf, statusOf} from './connect.js';

const guid = members.password;

for (const [status, statusReason, request, step] of [
  ['CREATED', null, {}, 'connecting'],
  ['PREVENTED', null, {}, 'actionableError'],
  ['DENIED', null, {}, 'enterCreds'],
  ['CHALLENGED', null, {}, 'mfa'],
  ['CHALLENGED', null, {update_credentials: true}, 'mfa'],
  ['REJECTED', null, {}, 'connecting'],
  ['EXPIRED', null, {}, 'connecting'],
  ['LOCKED', null, {}, 'actionableError'],
  ['CONNECTED', null, {}, 'connected'],
  ['CONNECTED', 'NEEDS_UPDATED_CREDENTIALS', {}, 'connected'],
  ['CONNECTED', 'NEEDS_UPDATED_CREDENTIALS', {update_credentials: true}, 'enterCreds'],
  ['CONNECTED', '2004', {}, 'enterCreds'],
  ['IMPEDED', null, {}, 'actionableError'],
  ['RECONNECTED', null, {}, 'connecting'],
  ['DEGRADED', null, {}, 'actionableError'],
  ['DISCONNECTED', null, {}, 'actionableError'],
  ['DISCONTINUED', null, {}, 'actionableError'],
  ['CLOSED', null, {}, 'actionableError'],
  ['DELAYED', null, {}, 'actionableError'],
  ['UPDATED', null, {}, 'connecting'],
  ['DISABLED', null, {}, 'actionableError'],
  ['RESUMED', null, {}, 'connecting'],
  ['FAILED', null, {}, 'actionableError'],
  ['FAILED', '2001', {}, 'mfa'],
  ['FAILED', '2005', {}, 'enterCreds'],
  ['FAILED', '3000', {}, 'actionableError'],
  ['IMPORTED', null, {}, 'actionableError'],
  ['IMPORTED', null, {update_credentials: true}, 'enterCreds'],
  ['IMPAIRED', null, {}, 'actionableError'],
  ['PENDING', null, {}, 'enterCreds'],
] as const) {
  test(`${status} / ${statusReason} with ${JSON.stringify(request)} starts at ${step}`, async t => {
    const sandbox = await sandboxFor(t);
    await change(sandbox, 'mx', {status, statusReason});
    const widget = await openWidget(sandbox, {...repairOf(guid), ...request});
    assert.ok(widget.posted().includes(`mx/connect/loaded {"initial_step":"${step}"}`));
  });
}

test('an unreachable bank takes precedence over all other steps', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'mx', {bank: 'down'});
  const widget = await openWidget(sandbox, repairOf(guid));
  assert.equal((await widget.look())['step'], 'institutionStatusDetails');
  widget.posted();
  await widget.act('back');
  assert.deepEqual(widget.posted(), ['mx/connect/backButtonClicked', 'mx/connect/backToSearch']);
});

test('without a member the widget starts with the search', async t => {
  const widget = await openWidget(await sandboxFor(t), {widget_type: 'connect_widget'});
  assert.equal((await widget.look())['step'], 'search');
});

test('a healthy member posts no memberConnected, and “Done” ends the widget', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'mx', {status: 'CONNECTED'});
  const widget = await openWidget(sandbox, repairOf(guid));
  await widget.act('done');
  assert.deepEqual(widget.posted(), [
    'mx/load',
    'mx/connect/loaded {"initial_step":"connected"}',
    'mx/ping',
    'mx/connect/connected/primaryAction',
    'mx/connect/backToSearch',
  ]);
});

test('a member whose consent is renewed loses the reason', async t => {
  const sandbox = await sandboxFor(t);
  const read = async (): Promise<Json> =>
    (await api(sandbox, 'GET', `/members/${members.consent}`)).body['member'] as Json;
  assert.deepEqual(
    [(await read())['connection_status'], (await read())['needs_updated_credentials']],
    ['CONNECTED', true],
  );
  const widget = await openWidget(sandbox, {...repairOf(members.consent), update_credentials: true});
  const bank = await widget.openWindow();
  await fetch(bank, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({answer: 'allowed'}),
  });
  await advance(sandbox, 1);
  assert.deepEqual(
    [(await read())['connection_status'], (await read())['needs_updated_credentials']],
    ['CONNECTED', false],
  );
});

test('a running job completes', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'mx', {status: 'RESUMED'});
  const widget = await openWidget(sandbox, repairOf(guid));
  await advance(sandbox, 1);
  assert.equal((await widget.look())['step'], 'connected');
  assert.equal(await statusOf(sandbox, guid), 'CONNECTED');
});

test('an expired question is asked again', async t => {
  const sandbox = await sandboxFor(t, {now: () => Date.UTC(2030, 0, 1)});
  await change(sandbox, 'mx', {status: 'EXPIRED'});
  const widget = await openWidget(sandbox, repairOf(guid));
  assert.equal((await widget.look())['step'], 'connecting');
  await advance(sandbox, 1);
  assert.equal((await widget.look())['step'], 'mfa');
  assert.equal(await statusOf(sandbox, guid), 'CHALLENGED');
  assert.equal((await widget.submit('code', {code: '1234'}))['step'], 'connecting');
});

test('an IMPEDED member is retried after the person has acted at the bank', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'mx', {status: 'IMPEDED'});
  const widget = await openWidget(sandbox, repairOf(guid));
  assert.equal((await widget.act('retry'))['step'], 'connecting');
  await advance(sandbox, 1);
  assert.equal((await widget.look())['step'], 'connected');
});

test('with connectingSeconds 0 the widget is connected at the next poll', async t => {
  const sandbox = await sandboxFor(t, {now: () => Date.UTC(2030, 0, 1)});
  await setVariants(sandbox, {mx: {connectingSeconds: 0}});
  const widget = await openWidget(sandbox, repairOf(guid));
  const view = await widget.submit('credentials', {username: 'user_good', password: 'pass_good'});
  assert.equal(view['step'], 'connected');
  assert.equal(await statusOf(sandbox, guid), 'CONNECTED');
});

test('connecting for over a minute posts timeOut', async t => {
  const sandbox = await sandboxFor(t, {now: () => Date.UTC(2030, 0, 1)});
  await setVariants(sandbox, {mx: {connectingSeconds: 90}});
  const widget = await openWidget(sandbox, repairOf(guid));
  await widget.submit('credentials', {username: 'user_good', password: 'pass_good'});
  widget.posted();
  await advance(sandbox, 61);
  await widget.look();
  await widget.look();
  assert.deepEqual(widget.posted(), ['mx/connect/stepChange {"previous":"connecting","current":"timeOut"}']);
  await advance(sandbox, 29);
  assert.equal((await widget.look())['step'], 'connected');
});

test('the “OK” of a degraded member posts backToSearch and stays in the widget without a search', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'mx', {status: 'DEGRADED'});
  const widget = await openWidget(sandbox, repairOf(guid));
  widget.posted();
  assert.equal((await widget.act('ok'))['step'], 'enterCreds');
  assert.deepEqual(widget.posted(), [
    `mx/connect/memberError/primaryAction {"member":{"guid":"${guid}","connection_status":9}}`,
    'mx/connect/backToSearch',
    'mx/connect/stepChange {"previous":"actionableError","current":"enterCreds"}',
  ]);
});

test('an error code is posted as invalidData', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'mx', {status: 'FAILED', statusReason: '1002'});
  const widget = await openWidget(sandbox, repairOf(guid));
  assert.ok(widget.posted().includes(`mx/connect/invalidData {"member":{"guid":"${guid}","code":1002}}`));
  assert.equal((await widget.act('update-credentials'))['step'], 'enterCreds');
});

for (const [disable_institution_search, step, did_go_back] of [
  [true, 'enterCreds', false],
  [false, 'search', true],
] as const) {
  test(`going back with disable_institution_search ${disable_institution_search}`, async t => {
    const sandbox = await sandboxFor(t);
    const request = {...repairOf(guid), disable_institution_search};
    const asked = await openWidget(sandbox, request);
    asked.posted();
    assert.equal((await asked.act('navigate-back'))['step'], step);
    assert.ok(asked.posted().includes(`mx/navigation {"did_go_back":${did_go_back}}`));
    const cancelled = await openWidget(sandbox, request);
    cancelled.posted();
    assert.equal((await cancelled.act('cancel'))['step'], step);
    assert.equal(cancelled.posted()[0], 'mx/connect/backToSearch');
  });
}

test('a member deleted in the widget is removed, and a later answer of its bank is ignored', async t => {
  const sandbox = await sandboxFor(t);
  const widget = await openWidget(sandbox, {...repairOf(members.oauth), update_credentials: true});
  const bank = await widget.openWindow();
  widget.posted();
  assert.equal((await widget.act('delete'))['step'], 'deleteMemberSuccess');
  await widget.act('done');
  assert.deepEqual(widget.posted(), [
    `mx/connect/memberDeleted {"member_guid":"${members.oauth}"}`,
    'mx/connect/stepChange {"previous":"enterCreds","current":"deleteMemberSuccess"}',
    'mx/connect/backToSearch',
  ]);
  await fetch(bank, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({answer: 'allowed'}),
  });
  await advance(sandbox, 10);
  assert.equal((await api(sandbox, 'GET', `/members/${members.oauth}`)).status, 404);
  const left = (await api(sandbox, 'GET', '/members')).body['members'] as Json[];
  assert.equal(left.length, 3);
});
