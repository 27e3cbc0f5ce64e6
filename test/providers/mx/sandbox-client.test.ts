import assert from 'node:assert/strict';
import {test} from 'node:test';
import mx from 'mx-platform-node';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {sandboxFor} from '../../sandbox/support.js';
import {load, members, mxOf, userGuid} from './connect.js';

/** MX's official client, with its version of the API. */
function configurationOf(sandbox: Sandbox, password = 'sandbox_api_key'): mx.Configuration {
  return new mx.Configuration({
    username: 'sandbox_client_id',
    password,
    basePath: mxOf(sandbox),
    baseOptions: {headers: {Accept: 'application/vnd.mx.api.v1+json'}},
  });
}

test('MX’s official client gets a widget URL for a broken member and reads the member', async t => {
  const sandbox = await sandboxFor(t);
  const configuration = configurationOf(sandbox);
  const {data} = await new mx.WidgetsApi(configuration).requestWidgetURL(
    userGuid,
    {
      widget_url: {
        widget_type: 'connect_widget',
        current_member_guid: members.password,
        disable_institution_search: true,
        ui_message_version: 4,
      },
    },
    'en-US',
    Buffer.from('repair-1').toString('base64'),
  );
  assert.equal(data.widget_url?.type, 'connect_widget');
  assert.ok(await load(data.widget_url?.url ?? ''));

  const membersApi = new mx.MembersApi(configuration);
  const read = await membersApi.readMember(members.password, userGuid);
  assert.deepEqual([read.data.member?.connection_status, read.data.member?.is_oauth], ['DENIED', false]);
  const status = await membersApi.readMemberStatus(members.code, userGuid);
  assert.deepEqual([status.data.member?.connection_status, status.data.member?.challenges?.length], ['CHALLENGED', 1]);
  const listed = await membersApi.listMembers(userGuid);
  assert.deepEqual(
    listed.data.members?.map(({guid}) => guid),
    Object.values(members),
  );
  assert.equal(listed.data.pagination?.total_entries, 4);
});

test('MX’s official client creates a user with a member and deletes the member', async t => {
  const configuration = configurationOf(await sandboxFor(t));
  const {data} = await new mx.UsersApi(configuration).createUser({user: {id: 'mine'}});
  const user = data.user?.guid ?? '';
  const membersApi = new mx.MembersApi(configuration);
  const credentials = [
    {guid: 'CRD-1', value: 'user_good'},
    {guid: 'CRD-2', value: 'wrong'},
  ];
  const created = await membersApi.createMember(user, {member: {institution_code: 'northlight', credentials}});
  assert.equal(created.data.member?.connection_status, 'DENIED');
  await membersApi.deleteMember(created.data.member?.guid ?? '', user);
  assert.deepEqual((await membersApi.listMembers(user)).data.members, []);
});

test('MX’s official client gets errors as from MX', async t => {
  const sandbox = await sandboxFor(t);
  const statusOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'no error',
      (error: {response?: {status?: number}}) => error.response?.status,
    );
  const wrong = new mx.MembersApi(configurationOf(sandbox, 'wrong'));
  assert.equal(await statusOf(wrong.readMember(members.password, userGuid)), 401);
  const right = new mx.MembersApi(configurationOf(sandbox));
  assert.equal(await statusOf(right.readMember('MBR-unknown', userGuid)), 404);
});
