import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import type {CompletedRepair, QuilttConnection, QuilttOptions} from '../../../src/backend/index.js';
import {completeRequest, json, recordingLogger, tokenRequest} from '../../backend/support.js';
import {backendOf, operationOf, operations, record, startQuiltt} from './backend-support.js';
import type {Generation} from './backend-support.js';

const plaidResult = {
  connectorToken: 'connector-token-1',
  publicToken: 'public-sandbox-1',
  metadata: {link_session_id: 'session_1', institution: {name: 'Harbor Bank'}},
};
const mxResult = {connectorToken: 'connector-token-1', metadata: {member_guid: 'MBR-1', user_guid: 'USR-1'}};

async function setUp(t: TestContext, generation: Generation = 'old', options: Partial<QuilttOptions> = {}) {
  const script = await startQuiltt(t, generation);
  const names = generation === 'new' ? ['status', 'token'] : ['connectorStatus', 'connectorToken'];
  const session = {
    [names[0]!]: 'ACTION_REQUIRED',
    [names[1]!]: 'connector-token-1',
    linkToken: 'link-1',
    url: 'https://w.example',
  };
  const close = () => {
    script.connections['conn_1'] = {...script.connections['conn_1'], status: 'SYNCED'};
    return {success: true, record: script.connections['conn_1']};
  };
  script.mutations = {
    connectorPlaidInitialize: () => ({success: true, record: session}),
    connectorMxInitialize: () => ({success: true, record: session}),
    connectorPlaidClose: close,
    connectorMxClose: close,
  };
  const completions: CompletedRepair<QuilttConnection>[] = [];
  const logger = recordingLogger();
  const backend = backendOf(
    script,
    {connectors: true, ...options},
    {logger, onComplete: repair => void completions.push(repair)},
  );
  const complete = async (result: unknown) => await json(await backend.fetch(completeRequest('host_1', result)));
  return {script, backend, completions, logger, complete};
}

test('a completion sends Link’s result to Quiltt, and returns Quiltt’s record', async t => {
  for (const generation of ['old', 'new'] as const) {
    const {script, completions, complete, backend} = await setUp(t, generation);
    await backend.fetch(tokenRequest('host_1'));
    assert.deepEqual(await complete(plaidResult), {
      outcome: 'successful',
      connectionId: 'host_1',
      status: 'SYNCED',
      statusReason: null,
      institution: {name: 'Harbor Bank'},
      accounts: [{id: 'acct_1', name: 'Checking'}],
    });
    assert.deepEqual(script.inputs['connectorPlaidClose'], [
      {
        [generation === 'new' ? 'token' : 'connectorToken']: 'connector-token-1',
        publicToken: 'public-sandbox-1',
        metadata: plaidResult.metadata,
      },
    ]);
    assert.equal(completions[0]?.providerConnectionId, 'conn_1');
    // The status is read after the closing. No session token is issued.
    assert.deepEqual(operations(script).slice(-2), ['ConnectorPlaidClose', 'Connection']);
    assert.equal(script.issued(), 0);
  }
});

test('a completion sends the result of MX’s widget to Quiltt', async t => {
  for (const generation of ['old', 'new'] as const) {
    const {script, complete} = await setUp(t, generation);
    script.connections['conn_1'] = record('ERROR_REPAIRABLE', 'MX');
    assert.equal((await complete(mxResult))['outcome'], 'successful');
    assert.deepEqual(script.inputs['connectorMxClose'], [
      {
        [generation === 'new' ? 'token' : 'connectorToken']: 'connector-token-1',
        metadata: mxResult.metadata,
      },
    ]);
    assert.equal(script.inputs['connectorPlaidClose'], undefined);
  }
});

test('a completion can be repeated, and is pending for a connection that is syncing', async t => {
  const {script, complete, backend} = await setUp(t);
  await backend.fetch(tokenRequest('host_1'));
  script.mutations['connectorPlaidClose'] = () => ({success: true, record: record('SYNCING')});
  script.connections['conn_1'] = record('SYNCING');
  for (let time = 0; time < 2; time++) {
    const completion = await complete(plaidResult);
    assert.deepEqual([completion['outcome'], completion['status']], ['pending', 'SYNCING']);
  }
  assert.equal(script.inputs['connectorPlaidClose']?.length, 2);
});

test('a completion with a connectorToken of another repair fails', async t => {
  const {script, complete, backend, completions} = await setUp(t);
  await backend.fetch(tokenRequest('host_1'));
  assert.equal((await complete({...plaidResult, connectorToken: 'another'}))['code'], 'completion-failed');
  assert.equal(script.inputs['connectorPlaidClose'], undefined);
  assert.equal(completions.length, 0);
});

test('a completion accepts a record of another connection only for the token of this repair', async t => {
  for (const [hasToken, expected] of [
    [true, undefined],
    [false, 'completion-failed'],
  ] as const) {
    const {script, complete, backend, completions} = await setUp(t);
    const other = {...record('SYNCED'), id: 'conn_2'};
    script.connections['conn_2'] = other;
    script.mutations['connectorPlaidClose'] = () => ({success: true, record: other});
    if (hasToken) await backend.fetch(tokenRequest('host_1'));
    assert.equal((await complete(plaidResult))['code'], expected);
    assert.equal(completions[0]?.providerConnectionId, hasToken ? 'conn_2' : undefined);
  }
});

test('a completion fails with the mapped code if Quiltt refuses the result', async t => {
  for (const [payload, code] of [
    [{success: false, errors: [{code: 'INVALID_PUBLIC_TOKEN', type: 'INVALID_INPUT'}]}, 'invalid-configuration'],
    [{success: false, errors: [{code: 'INSTITUTION_DOWN'}]}, 'institution-unavailable'],
    [{success: false, errors: [{code: 'RATE_LIMIT'}]}, 'rate-limited'],
    [{success: false}, 'backend-unavailable'],
    [{success: true, record: null}, 'backend-unavailable'],
    [null, 'backend-unavailable'],
  ] as const) {
    const {script, complete, completions} = await setUp(t);
    script.mutations['connectorPlaidClose'] = () => payload;
    assert.equal((await complete(plaidResult))['code'], code, JSON.stringify(payload));
    assert.equal(completions.length, 0);
  }
  const {script, backend} = await setUp(t);
  script.intercept = request =>
    operationOf(request) === 'ConnectorPlaidClose' ? {status: 429, headers: {'retry-after': '11'}} : undefined;
  const response = await backend.fetch(completeRequest('host_1', plaidResult));
  assert.deepEqual([response.status, response.headers.get('retry-after')], [429, '11']);
});

test('a completion fails if the schema lacks the mutations', async t => {
  const {complete} = await setUp(t, 'plaid only');
  assert.equal((await complete(mxResult))['code'], 'completion-failed');
});

test('recordRepairs adds the repair to the metadata of the connection', async t => {
  for (const [recordRepairs, name] of [
    [true, 'bankReconnect'],
    ['repair', 'repair'],
  ] as const) {
    const {script, complete} = await setUp(t, 'old', {recordRepairs});
    script.connections['conn_1'] = record('ERROR_REPAIRABLE', 'PLAID', {metadata: {colour: 'red', [name]: 'old'}});
    script.mutations['connectionUpdate'] = () => ({success: true, record: script.connections['conn_1']});
    await complete(plaidResult);
    const [written] = script.inputs['connectionUpdate'] ?? [];
    const {[name]: repair, ...others} = written?.['metadata'] as Record<string, unknown>;
    assert.deepEqual([written?.['id'], others], ['conn_1', {colour: 'red'}]);
    const {repairedAt, ...facts} = repair as Record<string, unknown>;
    assert.deepEqual(facts, {provider: 'PLAID', outcome: 'successful'});
    assert.ok(Math.abs(Date.parse(String(repairedAt)) - Date.now()) < 60_000);
  }
  const {script, complete} = await setUp(t, 'old');
  await complete(plaidResult);
  assert.ok(operations(script).every(operation => !/Metadata|Update/.test(operation)));
});

test('recordRepairs adds a repair in the Connector, with the outcome by Quiltt’s status', async t => {
  const {script, complete} = await setUp(t, 'old', {recordRepairs: true});
  script.connections['conn_1'] = record('SYNCING', 'FINICITY');
  script.mutations['connectionUpdate'] = () => ({success: true, record: script.connections['conn_1']});
  await complete({connectionId: 'conn_1'});
  const metadata = script.inputs['connectionUpdate']?.[0]?.['metadata'] as {bankReconnect: Record<string, unknown>};
  assert.deepEqual([metadata.bankReconnect['provider'], metadata.bankReconnect['outcome']], ['FINICITY', 'pending']);
});

test('a completion succeeds if the metadata cannot be written', async t => {
  for (const [metadata, reply] of [
    ['a text', {success: true}],
    [null, {success: false, errors: [{message: 'a text of Quiltt'}]}],
    [{}, null],
  ] as const) {
    const {script, complete, logger} = await setUp(t, 'old', {recordRepairs: true});
    script.connections['conn_1'] = record('ERROR_REPAIRABLE', 'PLAID', {metadata});
    script.mutations['connectionUpdate'] = () => reply;
    assert.equal((await complete(plaidResult))['outcome'], 'successful');
    assert.equal(script.inputs['connectionUpdate']?.length, typeof metadata === 'string' ? undefined : 1);
    assert.ok(logger.lines.some(({message}) => message.includes('metadata')));
    assert.doesNotMatch(JSON.stringify(logger.lines), /a text/);
  }
});

test('tokens are neither logged nor in the answers to completions', async t => {
  const {complete, backend, logger} = await setUp(t);
  await backend.fetch(tokenRequest('host_1'));
  const answers = [await complete(plaidResult), await complete({...plaidResult, connectorToken: 'connector-token-2'})];
  assert.ok(logger.lines.length >= 6);
  assert.doesNotMatch(JSON.stringify([logger.lines, answers]), /connector-token|public-sandbox|link-1|qltt_/);
});
