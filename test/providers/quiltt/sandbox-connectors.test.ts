import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {receiverFor} from '../../sandbox/receiver.js';
import {advance, call, sandboxFor, setVariants, signIn, standingClock, type Json} from '../../sandbox/support.js';
import {changeConnection, graphql, mutate, mxConnection, plaidConnection, statusOf} from './sandbox-support.js';

const plaidOf = (sandbox: Sandbox): string => sandbox.origins['plaid'] ?? '';

const recordFields = 'connectorStatus status connectorToken token expiration linkToken hostedLinkUrl requestId';

const initialize = (sandbox: Sandbox, input: Json = {}): Promise<Json> =>
  mutate(
    sandbox,
    'connectorPlaidInitialize',
    {connectionId: plaidConnection, ...input},
    `success clientMutationId record { ${recordFields} } errors { code message }`,
  );

const close = (sandbox: Sandbox, input: Json): Promise<Json> =>
  mutate(
    sandbox,
    'connectorPlaidClose',
    {metadata: {}, ...input},
    'success record { id accounts { id name } institution { name } } errors { code message }',
  );

/** Completes Link with a token, as its page does. Returns the arguments of onSuccess. */
async function logIn(sandbox: Sandbox, linkToken: unknown): Promise<Json> {
  const {body} = await call('POST', `${plaidOf(sandbox)}/link/session`, {linkToken});
  const view = await signIn(plaidOf(sandbox), (body['signIn'] as Json)['id'], 'user_good', 'pass_good');
  return view['result'] as Json;
}

/** Performs a repair up to Link's success. */
async function repair(sandbox: Sandbox): Promise<{connectorToken: unknown; publicToken: unknown}> {
  const {connectorToken, linkToken} = (await initialize(sandbox))['record'] as Json;
  return {connectorToken, publicToken: (await logIn(sandbox, linkToken))['publicToken']};
}

test('an initialised connector opens Link on the connection’s own item', async t => {
  const sandbox = await sandboxFor(t);
  const payload = await initialize(sandbox, {clientName: 'Budget', clientMutationId: 'm1', language: 'fr'});
  assert.deepEqual([payload['success'], payload['errors'], payload['clientMutationId']], [true, null, 'm1']);
  const record = payload['record'] as Json;
  assert.equal(record['connectorStatus'], 'ACTION_REQUIRED');
  assert.equal(record['status'], record['connectorStatus']);
  assert.equal(record['token'], record['connectorToken']);
  assert.equal(record['hostedLinkUrl'], null);
  const life = new Date(String(record['expiration'])).getTime() - Date.now();
  assert.ok(life > 29 * 60_000 && life <= 30 * 60_000, String(life));
  const {body} = await call('POST', `${plaidOf(sandbox)}/link/session`, {linkToken: record['linkToken']});
  assert.deepEqual([body['updateMode'], body['clientName']], [true, 'Budget']);
  assert.deepEqual((body['institution'] as Json)['name'], 'First Harbor Bank');
});

test('closing with Link’s result syncs the connection, which is healthy after the sync', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  const tokens = await repair(sandbox);
  assert.equal(await statusOf(sandbox), 'ERROR_REPAIRABLE');
  const payload = await close(sandbox, tokens);
  assert.deepEqual([payload['success'], payload['errors']], [true, null]);
  const record = payload['record'] as {id: string; accounts: Json[]; institution: Json};
  assert.deepEqual(
    [record.id, record.accounts.length, record.institution['name']],
    [plaidConnection, 2, 'First Harbor Bank'],
  );
  assert.equal(await statusOf(sandbox), 'SYNCING');
  await advance(sandbox, 1);
  assert.equal(await statusOf(sandbox), 'SYNCED');
});

test('closing can be repeated, also concurrently; each initialisation starts another session', async t => {
  const sandbox = await sandboxFor(t);
  const tokens = await repair(sandbox);
  const payloads = [...(await Promise.all([close(sandbox, tokens), close(sandbox, tokens)]))];
  await advance(sandbox, 1);
  payloads.push(await close(sandbox, tokens));
  for (const payload of payloads) assert.deepEqual(payload, payloads[0]);
  assert.equal(payloads[0]?.['success'], true);
  assert.equal(await statusOf(sandbox), 'SYNCED', 'a repetition starts no sync');
  await changeConnection(sandbox, plaidConnection, {status: 'ERROR_REPAIRABLE'});
  const [one, two] = [await initialize(sandbox), await initialize(sandbox)].map(({record}) => record as Json);
  assert.notEqual(one?.['token'], two?.['token']);
  assert.notEqual(one?.['linkToken'], two?.['linkToken']);
});

test('the names of the new schema work without the old ones', async t => {
  const sandbox = await sandboxFor(t);
  await setVariants(sandbox, {quiltt: {schema: 'new'}});
  const opened = await mutate(
    sandbox,
    'connectorPlaidInitialize',
    {connectionId: plaidConnection, featuresRequired: ['ACCOUNT_BALANCES_AND_TRANSACTIONS']},
    'record { status token linkToken }',
  );
  const {token, linkToken} = opened['record'] as Json;
  const {publicToken} = await logIn(sandbox, linkToken);
  const input = {token, publicToken};
  assert.equal((await mutate(sandbox, 'connectorPlaidClose', input, 'success'))['success'], true);
});

for (const [status, expected] of [
  ['SYNCED', 'CONTINUE'],
  ['SYNCING', 'WAIT'],
  ['INITIALIZING', 'WAIT'],
  ['UPGRADING', 'WAIT'],
  ['DISCONNECTING', 'ABORT'],
  ['DISCONNECTED', 'ACTION_REQUIRED'],
  ['ERROR_REPAIRABLE', 'ACTION_REQUIRED'],
  ['ERROR_INSTITUTION', 'ACTION_REQUIRED'],
] as const) {
  test(`a connection that is ${status} initialises with ${expected}, and has a token only for ACTION_REQUIRED`, async t => {
    const sandbox = await sandboxFor(t);
    await changeConnection(sandbox, plaidConnection, {status});
    const record = (await initialize(sandbox))['record'] as Json;
    assert.equal(record['connectorStatus'], expected);
    const opens = expected === 'ACTION_REQUIRED';
    assert.deepEqual([record['token'] !== null, record['linkToken'] !== null], [opens, opens]);
  });
}

test('a feature that the bank lacks is ABORT; one that the connection lacks, or a selection of accounts, is ACTION_REQUIRED', async t => {
  const sandbox = await sandboxFor(t);
  await changeConnection(sandbox, plaidConnection, {status: 'SYNCED'});
  const statusWith = async (input: Json) => ((await initialize(sandbox, input))['record'] as Json)['status'];
  assert.equal(await statusWith({featuresRequired: ['ACCOUNT_STATEMENTS']}), 'ABORT');
  assert.equal(await statusWith({features: ['TRANSACTIONS']}), 'CONTINUE');
  assert.equal(await statusWith({featuresOptional: ['ACCOUNT_STATEMENTS']}), 'CONTINUE');
  assert.equal(await statusWith({update: {accountSelectionEnabled: true}}), 'ACTION_REQUIRED');
  assert.equal(await statusWith({features: ['IDENTITY']}), 'ACTION_REQUIRED');
  const {connectorToken, linkToken} = (await initialize(sandbox, {features: ['IDENTITY']}))['record'] as Json;
  assert.equal(await statusWith({features: ['IDENTITY']}), 'ACTION_REQUIRED', 'before the login it is not there');
  await close(sandbox, {connectorToken, publicToken: (await logIn(sandbox, linkToken))['publicToken']});
  await advance(sandbox, 1);
  assert.equal(await statusWith({features: ['IDENTITY']}), 'CONTINUE');
});

test('a variant sets each status of the answer, whatever the connection’s status', async t => {
  const sandbox = await sandboxFor(t);
  for (const connectorStatus of ['CONTINUE', 'ACTION_REQUIRED', 'WAIT', 'ABORT']) {
    await setVariants(sandbox, {quiltt: {connectorStatus}});
    assert.equal(((await initialize(sandbox))['record'] as Json)['status'], connectorStatus);
  }
});

test('the next initialisation detects a login without a closing', async t => {
  const sandbox = await sandboxFor(t);
  await repair(sandbox);
  assert.equal(((await initialize(sandbox))['record'] as Json)['status'], 'CONTINUE');
  await advance(sandbox, 1);
  assert.equal(await statusOf(sandbox), 'SYNCED');
});

test('a connection with the outcome still-broken is broken after its sync', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  await changeConnection(sandbox, plaidConnection, {repairOutcome: 'still-broken'});
  assert.equal((await close(sandbox, await repair(sandbox)))['success'], true);
  assert.equal(await statusOf(sandbox), 'SYNCING');
  await advance(sandbox, 1);
  assert.equal(await statusOf(sandbox), 'ERROR_REPAIRABLE');
  assert.equal(((await initialize(sandbox))['record'] as Json)['status'], 'ACTION_REQUIRED');
});

test('the item’s bank has the mode of the connection’s bank', async t => {
  const sandbox = await sandboxFor(t);
  await changeConnection(sandbox, plaidConnection, {bank: 'oauth'});
  const {linkToken} = (await initialize(sandbox))['record'] as Json;
  const {body} = await call('POST', `${plaidOf(sandbox)}/link/session`, {linkToken});
  assert.equal((body['signIn'] as Json)['step'], 'oauth');
});

test('invalid tokens and tokens of another item close nothing', async t => {
  const sandbox = await sandboxFor(t);
  const codeOf = async (input: Json) => {
    const payload = await close(sandbox, input);
    assert.deepEqual([payload['success'], payload['record']], [false, null]);
    return (payload['errors'] as Json[])[0]?.['code'];
  };
  const {connectorToken, publicToken} = await repair(sandbox);
  assert.equal(await codeOf({connectorToken: 'nothing', publicToken}), 'INVALID_CONNECTOR_TOKEN');
  assert.equal(await codeOf({connectorToken, publicToken: 'nothing'}), 'INVALID_PUBLIC_TOKEN');
  const other = await call('POST', `${plaidOf(sandbox)}/sandbox/public_token/create`, {
    client_id: 'sandbox_client_id',
    secret: 'sandbox_secret',
    institution_id: 'ins_900002',
    initial_products: ['transactions'],
  });
  assert.equal(await codeOf({connectorToken, publicToken: other.body['public_token']}), 'INVALID_PUBLIC_TOKEN');
  assert.equal((await close(sandbox, {connectorToken, publicToken}))['success'], true, 'the right one still does');
});

test('Plaid’s errors are errors of the payload, with HTTP 200', async t => {
  const sandbox = await sandboxFor(t);
  const selection = 'success record { token } errors { code message type displayMessage requestId }';
  const refused = await mutate(
    sandbox,
    'connectorPlaidInitialize',
    {connectionId: plaidConnection, language: 'xx'},
    selection,
  );
  assert.deepEqual([refused['success'], refused['record']], [false, null]);
  const [error] = refused['errors'] as Json[];
  assert.deepEqual([error?.['code'], error?.['type']], ['INVALID_FIELD', 'INVALID_REQUEST']);
  await call('PUT', `${sandbox.url}/control/faults`, {plaid: {status: 429, times: 1}});
  assert.equal((await initialize(sandbox))['success'], false);
  assert.equal((await initialize(sandbox))['success'], true);
});

test('an unknown connection, or one of another provider, is not opened', async t => {
  const sandbox = await sandboxFor(t);
  const payload = await initialize(sandbox, {connectionId: mxConnection});
  assert.deepEqual([payload['success'], (payload['errors'] as Json[])[0]?.['code']], [false, 'INVALID_CONNECTION']);
  for (const [connectionId, code] of [
    ['conn_unknown', 'NOT_FOUND'],
    ['conn_ProductionHarbor1', 'NOT_FOUND'],
    [undefined, 'BAD_USER_INPUT'],
  ]) {
    const query = `mutation M($input: ConnectorPlaidInitializeInput!) {
      connectorPlaidInitialize(input: $input) { success } }`;
    const {body} = await graphql(sandbox, query, {input: {connectionId}});
    assert.equal((body['errors'] as {extensions: Json}[])[0]?.extensions['code'], code);
  }
});

test('Plaid’s webhooks about the item go to Quiltt and not to the developer’s webhook URL of Plaid', async t => {
  const receiver = await receiverFor(t);
  const sandbox = await sandboxFor(t, {webhooks: {plaid: receiver.url}});
  await initialize(sandbox);
  const deliveries = async () => {
    const {body} = await call('GET', `${sandbox.url}/control/webhooks`);
    return (body['deliveries'] as Json[]).filter(({provider}) => provider === 'plaid');
  };
  while ((await deliveries()).some(({state}) => state === 'pending'));
  const ofPlaid = await deliveries();
  assert.ok(ofPlaid.length > 0);
  for (const {url, state} of ofPlaid) {
    assert.equal(new URL(String(url)).origin, sandbox.origins['quiltt']);
    assert.equal(state, 'delivered');
  }
  assert.equal(receiver.received.length, 0);
});
