import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import type {CompletedRepair, MxConnection} from '../../../src/backend/index.js';
import type {VendorReply} from '../../backend/support.js';
import {completeRequest, json, tokenRequest} from '../../backend/support.js';
import {member, memberPath, script, setUp} from './backend-support.js';

const newPath = '/users/USR-1/members/MBR-2';
const connected = member('CONNECTED');
const changed = member('CONNECTED', {guid: 'MBR-2'});
const claim = {metadata: {member_guid: 'MBR-2', user_guid: 'USR-1'}};

/** Creates a backend, with the completions that its host has received and the members of MX. */
async function host(t: TestContext, members: Record<string, VendorReply>) {
  const completions: CompletedRepair<MxConnection>[] = [];
  const onComplete = (repair: CompletedRepair<MxConnection>) => void completions.push(repair);
  const {vendor, backend} = await setUp(t, script(members), {}, {onComplete});
  const complete = async (result: unknown) => await json(await backend.fetch(completeRequest('conn_mx', result)));
  return {vendor, backend, completions, complete, members};
}

test('a completion is successful for a healthy status, else pending', async t => {
  for (const [status, more, outcome] of [
    ['CONNECTED', {}, 'successful'],
    ['CONNECTED', {needs_updated_credentials: true}, 'pending'],
    ['RECONNECTED', {}, 'pending'],
    ['DENIED', {}, 'pending'],
    ['A_NEW_STATUS', {}, 'pending'],
  ] as const) {
    const {complete, completions} = await host(t, {[memberPath]: member(status, more)});
    const completion = await complete({metadata: {member_guid: 'MBR-1'}});
    assert.deepEqual([completion['outcome'], completion['status']], [outcome, status]);
    assert.equal(completions[0]?.providerConnectionId, 'MBR-1');
  }
});

test('a completion accepts another member of the same user and institution', async t => {
  for (const result of [claim, {member_guid: 'MBR-2'}, {memberGuid: 'MBR-2'}]) {
    const {complete, completions} = await host(t, {[memberPath]: member('PENDING'), [newPath]: changed});
    assert.equal((await complete(result))['outcome'], 'successful');
    assert.equal(completions[0]?.providerConnectionId, 'MBR-2');
    // A repeated completion has the same result.
    await complete(result);
    assert.equal(completions[1]?.providerConnectionId, 'MBR-2');
  }
});

test('a completion ignores another member that MX does not confirm', async t => {
  for (const [members, result] of [
    [{}, claim],
    [{[newPath]: member('CONNECTED', {guid: 'MBR-2', institution_code: 'bank_2'})}, claim],
    [{[newPath]: member('CONNECTED', {guid: 'MBR-2', institution_code: null})}, claim],
    [{}, {metadata: {member_guid: '../../USR-2/members/MBR-9'}}],
    [{}, {metadata: {member_guid: 7}}],
    [{}, 'invalid'],
    [{}, null],
  ] as const) {
    const {complete, completions, vendor} = await host(t, {[memberPath]: member('DENIED'), ...members});
    assert.equal((await complete(result))['status'], 'DENIED', JSON.stringify(result));
    assert.equal(completions[0]?.providerConnectionId, 'MBR-1');
    assert.ok(vendor.seen.every(({path}) => path === memberPath || path === newPath));
  }
});

test('a completion accepts the successor of a deleted member at the same institution', async t => {
  for (const [institution_code, confirmed] of [
    ['bank_1', true],
    ['bank_2', false],
  ] as const) {
    const {backend, complete, completions, members} = await host(t, {[memberPath]: member('PENDING')});
    assert.equal((await backend.fetch(tokenRequest('conn_mx'))).status, 200);
    delete members[memberPath];
    members[newPath] = member('CONNECTED', {guid: 'MBR-2', institution_code});
    const completion = await complete(claim);
    assert.equal(completion['code'], confirmed ? undefined : 'connection-not-found');
    assert.equal(completions[0]?.providerConnectionId, confirmed ? 'MBR-2' : undefined);
  }
});

test('a completion is connection-not-found for a deleted member without an earlier token', async t => {
  const {complete} = await host(t, {[newPath]: changed});
  assert.equal((await complete(claim))['code'], 'connection-not-found');
});

test('a completion fails if another member cannot be read', async t => {
  const {complete} = await host(t, {[memberPath]: connected, [newPath]: {status: 503}});
  assert.equal((await complete(claim))['code'], 'backend-unavailable');
});
