import assert from 'node:assert/strict';
import {test} from 'node:test';
import {quiltt} from '../../../src/backend/index.js';
import type {CompletedRepair, QuilttConnection, QuilttOptions} from '../../../src/backend/index.js';
import {graphqlCodes} from '../../../src/providers/quiltt/backend/problem.js';
import {completeRequest, json, recordingLogger, statusRequest, tokenRequest} from '../../backend/support.js';
import {backendOf, operations, record, startQuiltt} from './backend-support.js';

const basic = `Basic ${Buffer.from('p_1:qltt_secret').toString('base64')}`;

test('a token request returns the Connector and a session token of the profile', async t => {
  const script = await startQuiltt(t);
  const {expiresIn, ...token} = await json(await backendOf(script).fetch(tokenRequest('host_1')));
  assert.deepEqual(token, {
    provider: 'quiltt',
    widget: 'quiltt',
    status: 'ACTION_REQUIRED',
    connectorId: 'connector_1',
    sessionToken: 'session.token.1',
    providerConnectionId: 'conn_1',
  });
  assert.ok(Number(expiresIn) > 86_300 && Number(expiresIn) <= 86_400, String(expiresIn));
  const [read, issue] = script.vendor.seen;
  assert.equal(`${read?.method} ${read?.path}`, 'POST /v1/graphql');
  assert.equal(read?.headers.authorization, basic);
  assert.deepEqual((read?.body as {variables: unknown}).variables, {id: 'conn_1'});
  assert.equal(`${issue?.method} ${issue?.path}`, 'POST /v1/users/sessions');
  assert.equal(issue?.headers.authorization, 'Bearer qltt_secret');
  assert.deepEqual(issue?.body, {userId: 'p_1'});
});

test('the two APIs can have separate base URLs', async t => {
  const [auth, api] = [await startQuiltt(t), await startQuiltt(t)];
  const baseUrl = {auth: auth.vendor.url, api: api.vendor.url};
  assert.equal((await backendOf(auth, {baseUrl}).fetch(tokenRequest('host_1'))).status, 200);
  assert.deepEqual(
    [auth, api].map(({vendor}) => vendor.seen.map(({path}) => path)),
    [['/v1/users/sessions'], ['/v1/graphql']],
  );
});

test('every status opens the Connector or has its status or code', async t => {
  for (const [status, answer] of [
    ['ERROR_REPAIRABLE', 'ACTION_REQUIRED'],
    ['DISCONNECTED', 'ACTION_REQUIRED'],
    ['A_NEW_STATUS', 'ACTION_REQUIRED'],
    ['SYNCED', 'CONTINUE'],
    ['INITIALIZING', 'WAIT'],
    ['SYNCING', 'WAIT'],
    ['UPGRADING', 'WAIT'],
    ['DISCONNECTING', 'WAIT'],
    ['ERROR_INSTITUTION', 'institution-unavailable'],
    ['ERROR_PROVIDER', 'not-ready'],
    ['ERROR_SERVICE', 'not-ready'],
  ] as const) {
    const script = await startQuiltt(t);
    script.connections['conn_1'] = record(status);
    const given = await json(await backendOf(script).fetch(tokenRequest('host_1')));
    assert.equal(given['code'] ?? given['status'], answer, status);
    assert.equal(script.issued(), answer === 'ACTION_REQUIRED' ? 1 : 0, status);
  }
});

test('the status answer has the status and the institution of the connection', async t => {
  for (const [connection, expected] of [
    [record('SYNCED'), {status: 'SYNCED', statusReason: null, institution: {name: 'Harbor Bank'}}],
    [record('A_NEW_STATUS', 'FINICITY', {institution: null}), {status: 'A_NEW_STATUS', statusReason: null}],
  ] as const) {
    const script = await startQuiltt(t);
    script.connections['conn_1'] = connection;
    const answer = await json(await backendOf(script).fetch(statusRequest('host_1')));
    assert.deepEqual(answer, {provider: 'quiltt', ...expected});
    assert.equal(script.issued(), 0);
  }
});

test('an unknown connection of the profile is connection-not-found, on every route', async t => {
  const script = await startQuiltt(t);
  script.connections = {};
  for (const request of [tokenRequest('host_1'), completeRequest('host_1'), statusRequest('host_1')]) {
    const response = await backendOf(script).fetch(request);
    assert.equal(response.status, 404);
    assert.equal((await json(response))['code'], 'connection-not-found');
  }
});

test('every error of Quiltt is mapped to a documented code, on every route', async t => {
  const script = await startQuiltt(t);
  const backend = backendOf(script);
  for (const [status, code, answered] of [
    [400, 'invalid-configuration', 500],
    [401, 'backend-unavailable', 502],
    [403, 'backend-unavailable', 502],
    [404, 'invalid-configuration', 500],
    [409, 'backend-unavailable', 502],
    [422, 'invalid-configuration', 500],
    [429, 'rate-limited', 429],
    [500, 'backend-unavailable', 502],
    [503, 'backend-unavailable', 502],
  ] as const) {
    for (const body of ['', '<html>', {message: 'a text of Quiltt', error_id: 'err_7'}]) {
      script.intercept = () => ({status, body});
      for (const request of [tokenRequest('host_1'), completeRequest('host_1'), statusRequest('host_1')]) {
        const response = await backend.fetch(request);
        const text = await response.text();
        const problem = JSON.parse(text) as Record<string, unknown>;
        assert.deepEqual([response.status, problem['code']], [answered, code], `${status}`);
        assert.deepEqual(problem['vendor'], typeof body === 'string' ? {} : {requestId: 'err_7'});
        assert.doesNotMatch(text, /a text/);
      }
    }
  }
});

test('every error of the GraphQL API is mapped to a documented code', async t => {
  const script = await startQuiltt(t);
  const backend = backendOf(script);
  const expected: Record<string, [code: string, status: number]> = {
    NOT_FOUND: ['connection-not-found', 404],
    RECORD_NOT_FOUND: ['connection-not-found', 404],
    RATE_LIMITED: ['rate-limited', 429],
    TOO_MANY_REQUESTS: ['rate-limited', 429],
    BAD_USER_INPUT: ['invalid-configuration', 500],
    GRAPHQL_VALIDATION_FAILED: ['invalid-configuration', 500],
  };
  assert.deepEqual(Object.keys(expected).sort(), Object.keys(graphqlCodes).sort());
  const all = {...expected, UNAUTHENTICATED: ['backend-unavailable', 502], SOME_CODE: ['backend-unavailable', 502]};
  const errorId = '7b0f1c1e-2a52-4d53-9c5f-0123456789ab';
  for (const [code, wanted] of Object.entries(all)) {
    for (const data of [{connection: null}, null, undefined]) {
      const errors = [{message: 'a text of Quiltt', extensions: {code, errorId}}];
      script.intercept = () => ({body: {data, errors}, headers: {'retry-after': '9'}});
      const response = await backend.fetch(statusRequest('host_1'));
      const text = await response.text();
      const problem = JSON.parse(text) as Record<string, unknown>;
      assert.deepEqual([problem['code'], response.status], wanted, code);
      assert.deepEqual(problem['vendor'], {code, requestId: errorId});
      assert.equal(response.headers.get('retry-after'), '9');
      assert.doesNotMatch(text, /a text/);
    }
  }
  for (const errors of [[{message: 'no code'}], [{extensions: {code: 'a text'}}]]) {
    script.intercept = () => ({body: {errors}});
    assert.equal((await backend.fetch(statusRequest('host_1'))).status, 502);
  }
});

test('an error beside complete data is ignored', async t => {
  const script = await startQuiltt(t);
  script.intercept = () => ({
    body: {data: {connection: record('SYNCED')}, errors: [{message: 'the logo', extensions: {code: 'NOT_FOUND'}}]},
  });
  assert.equal((await json(await backendOf(script).fetch(statusRequest('host_1'))))['status'], 'SYNCED');
});

test('an incomplete answer of Quiltt is a 502', async t => {
  const script = await startQuiltt(t);
  for (const body of [{}, {data: null}, {data: []}, {data: {connection: {id: 'conn_1', status: 7}}}, {errors: []}]) {
    script.intercept = () => ({body});
    const response = await backendOf(script).fetch(statusRequest('host_1'));
    assert.equal(response.status, 502, JSON.stringify(body));
  }
});

test('a completion in the Connector has the outcome by the status of the connection', async t => {
  for (const [status, outcome] of [
    ['SYNCED', 'successful'],
    ['SYNCING', 'pending'],
    ['ERROR_REPAIRABLE', 'pending'],
  ] as const) {
    const script = await startQuiltt(t);
    script.connections['conn_1'] = record(status);
    const completion = await json(await backendOf(script).fetch(completeRequest('host_1', {connectionId: 'conn_1'})));
    assert.deepEqual([completion['outcome'], completion['status']], [outcome, status]);
    assert.deepEqual(operations(script), ['Connection']);
  }
});

test('a completion accepts another connection of the same profile and institution', async t => {
  const other = (more: object) => ({...record('SYNCED'), id: 'conn_2', ...more});
  for (const [found, claimed, expected] of [
    [other({}), 'conn_2', 'conn_2'],
    [other({}), '../x', 'conn_1'],
    [other({institution: {name: 'Other Bank'}}), 'conn_2', 'conn_1'],
    [other({provider: 'MX'}), 'conn_2', 'conn_1'],
    [undefined, 'conn_2', 'conn_1'],
  ] as const) {
    const script = await startQuiltt(t);
    if (found) script.connections['conn_2'] = found;
    const completions: CompletedRepair<QuilttConnection>[] = [];
    const backend = backendOf(script, {}, {onComplete: repair => void completions.push(repair)});
    await backend.fetch(completeRequest('host_1', {metadata: {connectionId: claimed}}));
    assert.equal(completions[0]?.providerConnectionId, expected);
  }
});

test('an error id that contains a secret is neither returned nor logged', async t => {
  const script = await startQuiltt(t);
  const logger = recordingLogger();
  script.intercept = () => ({status: 500, body: {error_id: 'qltt_secret', message: 'qltt_secret'}});
  const response = await backendOf(script, {}, {logger}).fetch(statusRequest('host_1'));
  assert.deepEqual((await json(response))['vendor'], {});
  assert.ok(logger.lines.length > 0);
  assert.doesNotMatch(JSON.stringify(logger.lines), /qltt_/);
});

test('quiltt() throws for invalid options', () => {
  const options: QuilttOptions = {apiSecret: 'secret_1', connectorId: 'connector_1'};
  assert.doesNotThrow(() => quiltt({...options, recordRepairs: 'repair', connectors: true, apiSecret: () => ''}));
  for (const wrong of [
    {apiSecret: ''},
    {connectorId: ''},
    {baseUrl: 'http://elsewhere.example'},
    {baseUrl: {auth: 'https://auth.example', api: 'ftp://api.example'}},
    {timeout: -1},
    {recordRepairs: ''},
    {webhook: {secret: ''}},
    {webhook: {secret: []}},
    {webhook: {secret: 'a', tolerance: -1}},
  ]) {
    assert.throws(() => quiltt({...options, ...wrong}), {name: 'ConfigurationError'}, JSON.stringify(wrong));
  }
});
