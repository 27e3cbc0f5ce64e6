import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import type {MxConnection, RepairBackendOptions, Provider, StatusChange} from '../../../src/backend/index.js';
import {json, post, recordingLogger, statusRequest, tokenRequest} from '../../backend/support.js';
import type {VendorReply} from '../../backend/support.js';
import {member, memberPath, mxConnection, script, setUp, webhook} from './backend-support.js';

const credentials = {username: 'hook', password: 'word'};

/** The body of MX's webhook after a refused login. */
const change = {
  action: 'CHANGED',
  type: 'CONNECTION_STATUS',
  connection_status: 'DENIED',
  connection_status_id: 2,
  member_guid: 'MBR-1',
  user_guid: 'USR-1',
};

async function host(
  t: TestContext,
  accepted: {username: string; password: string} | {username: string; password: string}[] = credentials,
  more: Partial<RepairBackendOptions<Provider<MxConnection>>> = {},
) {
  const changes: StatusChange<MxConnection>[] = [];
  const members: Record<string, VendorReply> = {[memberPath]: member('DENIED')};
  const created = await setUp(
    t,
    script(members),
    {webhook: accepted},
    {onStatusChange: change => void changes.push(change), ...more},
  );
  const send = async (body: unknown, as = credentials, headers: Record<string, string> = {}) =>
    (await created.backend.fetch(webhook(body, as, headers))).status;
  return {...created, changes, members, send};
}

test('a webhook causes a read of the member, and the host is notified of its status', async t => {
  const {vendor, changes, send, members} = await host(t);
  // The status in the body is not used.
  members[memberPath] = member('IMPAIRED');
  assert.equal(await send(change), 204);
  assert.deepEqual(
    vendor.seen.map(({path}) => path),
    [memberPath],
  );
  assert.equal(changes.length, 1);
  assert.deepEqual(
    [
      changes[0]?.providerConnectionId,
      changes[0]?.status,
      changes[0]?.previous,
      changes[0]?.health,
      changes[0]?.source,
    ],
    ['MBR-1', 'IMPAIRED', null, 'needs-person', 'webhook'],
  );
});

test('findByProviderId is called with the ids of the webhook', async t => {
  const calls: unknown[] = [];
  const {vendor, send, changes} = await host(t, credentials, {
    findByProviderId: event => {
      calls.push(event);
      return event.providerConnectionId === 'MBR-1' ? mxConnection : null;
    },
  });
  assert.equal(await send({...change, member_guid: 'MBR-9'}), 204);
  assert.equal(vendor.seen.length, 0);
  assert.equal(await send(change), 204);
  assert.equal(vendor.seen.length, 1);
  assert.equal(changes.length, 1);
  assert.deepEqual(calls[1], {
    provider: 'mx',
    providerConnectionId: 'MBR-1',
    connection: {userGuid: 'USR-1', memberGuid: 'MBR-1'},
  });
});

test('wrong credentials are refused without a call', async t => {
  const {vendor, backend, send} = await host(t);
  for (const as of [
    {username: 'hook', password: 'wrong'},
    {username: 'wrong', password: 'word'},
    {username: 'hook:word', password: ''},
    {username: '', password: ''},
  ]) {
    assert.equal(await send(change, as), 401, JSON.stringify(as));
  }
  for (const authorization of ['', 'Basic', 'Basic !!!', 'Bearer aG9vazp3b3Jk', 'Basic aG9vazp3b3Jk aG9vazp3b3Jk']) {
    assert.equal(await send(change, credentials, {authorization}), 401, authorization);
  }
  assert.equal((await backend.fetch(post('webhooks/mx', change))).status, 401);
  assert.equal(vendor.seen.length, 0);
});

test('both passwords are accepted during a rotation, and only the new one afterwards', async t => {
  const next = {username: 'hook', password: 'next'};
  const during = await host(t, [credentials, next]);
  assert.equal(await during.send(change), 204);
  assert.equal(await during.send(change, next), 204);
  const after = await host(t, next);
  assert.equal(await after.send(change), 401);
  assert.equal(await after.send(change, next), 204);
});

test('a repeated or old webhook causes another read', async t => {
  const {vendor, changes, send, members} = await host(t);
  const old = {...change, completed_at: 1_000_000_000};
  assert.equal(await send(old), 204);
  assert.equal(await send(old), 204);
  assert.equal(vendor.seen.length, 2);
  assert.equal(changes.length, 1);
  members[memberPath] = member('CONNECTED');
  assert.equal(await send(old), 204);
  assert.deepEqual(
    changes.map(({status}) => status),
    ['DENIED', 'CONNECTED'],
  );
});

test('a tampered body only causes a read of another member', async t => {
  const {vendor, changes, send} = await host(t);
  assert.equal(await send({...change, connection_status: 'CONNECTED', user_guid: 'USR-2'}), 204);
  assert.equal(vendor.seen[0]?.path, '/users/USR-2/members/MBR-1');
  assert.equal(changes.length, 0);
  assert.equal(await send({...change, member_guid: '../../x'}), 204);
  assert.equal(vendor.seen.length, 1);
});

test('unknown members and unknown events are accepted', async t => {
  const {vendor, changes, send} = await host(t);
  assert.equal(await send({...change, member_guid: 'MBR-9'}), 204);
  assert.equal(vendor.seen.length, 1);
  for (const body of [{...change, type: 'BALANCE'}, {...change, member_guid: undefined}, {}, [], 7, null]) {
    assert.equal(await send(body), 204, JSON.stringify(body));
  }
  assert.equal(vendor.seen.length, 1);
  assert.equal(changes.length, 0);
  assert.equal(await send('not JSON'), 400);
});

test('every event of a delivery causes a read', async t => {
  const {vendor, send} = await host(t);
  assert.equal(
    await send([change, {...change, member_guid: 'MBR-9'}, 'invalid', {...change, type: 'AGGREGATION'}]),
    204,
  );
  assert.deepEqual(
    vendor.seen.map(({path}) => path),
    [memberPath, '/users/USR-1/members/MBR-9', memberPath],
  );
});

test('a failed read is a 500, so that MX retries the webhook', async t => {
  const {send, members, changes} = await host(t);
  for (const reply of [{status: 503}, {status: 429}]) {
    members[memberPath] = reply;
    assert.equal(await send(change), 500);
  }
  members[memberPath] = member('DENIED');
  assert.equal(await send(change), 204);
  assert.equal(changes.length, 1);
});

test('the status of a webhook answers the next request without a call', async t => {
  const {backend, vendor, send, members} = await host(t, credentials, {statusInterval: 60_000});
  assert.equal((await backend.fetch(tokenRequest('conn_mx'))).status, 200);
  members[memberPath] = member('CONNECTED');
  assert.equal(await send({...change, type: 'AGGREGATION'}), 204);
  const before = vendor.seen.length;
  const answer = await json(await backend.fetch(statusRequest('conn_mx')));
  assert.equal(answer['status'], 'CONNECTED');
  assert.equal(vendor.seen.length, before);
});

test('webhooks require credentials, and their content is not logged', async t => {
  const {backend} = await setUp(t, script({}));
  assert.equal((await backend.fetch(webhook(change))).status, 404);
  const logger = recordingLogger();
  const {send} = await host(t, credentials, {logger});
  await send({...change, type: 'planted type', connection_status_message: 'planted message'});
  await send('planted body');
  await send(change, {username: 'planted', password: 'planted'});
  assert.ok(logger.lines.length >= 3);
  assert.doesNotMatch(JSON.stringify(logger.lines), /planted|aG9v/);
});
