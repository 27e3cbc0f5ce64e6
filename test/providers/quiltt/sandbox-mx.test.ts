import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {advance, call, sandboxFor, setVariants, type Json} from '../../sandbox/support.js';
import {changeConnection, data, mutate, mxConnection, plaidConnection, statusOf} from './sandbox-support.js';

const initialize = (sandbox: Sandbox, input: Json = {}): Promise<Json> =>
  mutate(
    sandbox,
    'connectorMxInitialize',
    {connectionId: mxConnection, ...input},
    'success record { connectorStatus status connectorToken token type url } errors { code message status type }',
  );

const close = (sandbox: Sandbox, input: Json): Promise<Json> =>
  mutate(sandbox, 'connectorMxClose', input, 'success record { id institution { name } } errors { message status }');

interface Widget {
  readonly memberGuid: string;
  signIn(password: string): Promise<void>;
}

/** Loads the widget as a frame does. */
async function open(sandbox: Sandbox, url: string): Promise<Widget> {
  const origin = sandbox.origins['mx'] ?? '';
  const page = await (await fetch(url)).text();
  const session = `${origin}/session/${/data-session="([^"]+)"/.exec(page)?.[1]}`;
  const {body} = await call('GET', session);
  const {id} = body['signIn'] as Json;
  const {body: members} = await call('GET', `${sandbox.url}/control/connections`);
  const own = (members as unknown as Json[]).find(
    ({provider, institution, status}) =>
      provider === 'mx' && (institution as Json)['name'] === 'Meridian Trust' && status === 'DENIED',
  );
  return {
    memberGuid: String(own?.['id']),
    signIn: async password => {
      await call('POST', `${origin}/sign-in/${String(id)}/credentials`, {username: 'user_good', password});
      await call('GET', session);
    },
  };
}

test('an initialised connector gives a widget URL of MX that opens on the connection’s own member', async t => {
  const sandbox = await sandboxFor(t);
  const payload = await initialize(sandbox, {oauthReferralSource: 'BROWSER', colorScheme: 'dark'});
  assert.deepEqual([payload['success'], payload['errors']], [true, null]);
  const record = payload['record'] as Json;
  assert.deepEqual([record['connectorStatus'], record['status']], ['ACTION_REQUIRED', 'ACTION_REQUIRED']);
  assert.equal(record['token'], record['connectorToken']);
  assert.equal(new URL(String(record['url'])).origin, sandbox.origins['mx']);
  const {memberGuid} = await open(sandbox, String(record['url']));
  assert.match(memberGuid, /^MBR-/);
});

test('closing with the connected member syncs the connection', async t => {
  const sandbox = await sandboxFor(t);
  const {token, url} = (await initialize(sandbox))['record'] as Json;
  const widget = await open(sandbox, String(url));
  await widget.signIn('pass_good');
  const metadata = {member_guid: widget.memberGuid, user_guid: 'USR-1', session_guid: 'SES-1'};
  const first = await close(sandbox, {token, metadata});
  assert.deepEqual(first, {
    success: true,
    record: {id: mxConnection, institution: {name: 'Meridian Trust'}},
    errors: null,
  });
  assert.deepEqual(await close(sandbox, {token, metadata}), first);
  await advance(sandbox, 1);
  assert.equal(await statusOf(sandbox, mxConnection), 'SYNCED');
});

test('a broken member leaves the connection broken', async t => {
  const sandbox = await sandboxFor(t);
  const {token, url} = (await initialize(sandbox))['record'] as Json;
  const widget = await open(sandbox, String(url));
  await widget.signIn('wrong');
  assert.equal((await close(sandbox, {token, metadata: {member_guid: widget.memberGuid}}))['success'], true);
  await advance(sandbox, 1);
  assert.equal(await statusOf(sandbox, mxConnection), 'ERROR_REPAIRABLE');
});

test('an unknown member, or one of another user, closes nothing', async t => {
  const sandbox = await sandboxFor(t);
  const {token} = (await initialize(sandbox))['record'] as Json;
  for (const metadata of [{member_guid: 'MBR-51f2e8a4-0c6d-4b7e-a3d9-6e4b8f2c0001'}, {}]) {
    const payload = await close(sandbox, {token, metadata});
    assert.deepEqual([payload['success'], payload['record']], [false, null]);
  }
  assert.equal(await statusOf(sandbox, mxConnection), 'ERROR_REPAIRABLE');
});

test('a connection of another provider is not opened', async t => {
  const sandbox = await sandboxFor(t);
  const payload = await initialize(sandbox, {connectionId: plaidConnection});
  assert.deepEqual([payload['success'], (payload['errors'] as Json[])[0]?.['status']], [false, '422']);
});

test('a healthy connection needs no widget, and one at an OAuth bank gets the bank’s window', async t => {
  const sandbox = await sandboxFor(t);
  await changeConnection(sandbox, mxConnection, {status: 'SYNCED'});
  const {status, url} = (await initialize(sandbox))['record'] as Json;
  assert.deepEqual([status, url], ['CONTINUE', null]);
  await changeConnection(sandbox, mxConnection, {status: 'ERROR_REPAIRABLE', bank: 'oauth'});
  const record = (await initialize(sandbox))['record'] as Json;
  const page = await (await fetch(String(record['url']))).text();
  const session = `${sandbox.origins['mx'] ?? ''}/session/${/data-session="([^"]+)"/.exec(page)?.[1]}`;
  assert.equal(((await call('GET', session)).body['signIn'] as Json)['step'], 'oauth');
});

for (const [schema, hasCode] of [
  ['both', true],
  ['old', false],
  ['new', false],
] as const) {
  test(`in the ${schema} schema errors of MX ${hasCode ? 'have' : 'have not'} a code`, async t => {
    const sandbox = await sandboxFor(t);
    await setVariants(sandbox, {quiltt: {schema}});
    const {__type: type} = await data(sandbox, '{ __type(name: "MxMutationError") { fields { name } } }');
    const names = (type as {fields: {name: string}[]}).fields.map(({name}) => name);
    assert.equal(names.includes('code'), hasCode);
    assert.ok(names.includes('message') && names.includes('status'));
  });
}
