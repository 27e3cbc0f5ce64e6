import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {createStorage} from 'unstorage';
import type {QuilttConnectorSettings} from '../../../src/backend/index.js';
import {
  aggregatorCodes,
  aggregatorStatuses,
  aggregatorTypes,
} from '../../../src/providers/quiltt/backend/graphql/payload.js';
import {json, recordingLogger, tokenRequest} from '../../backend/support.js';
import {backendOf, operationOf, operations, record, startQuiltt} from './backend-support.js';
import type {Generation} from './backend-support.js';

/** A record of an `…Initialize` mutation, with the names of a schema. */
const session = (generation: Generation, more: object) =>
  generation === 'new'
    ? {status: 'ACTION_REQUIRED', token: 'connector-token-1', ...more}
    : {connectorStatus: 'ACTION_REQUIRED', connectorToken: 'connector-token-1', ...more};

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

async function setUp(
  t: TestContext,
  generation: Generation = 'old',
  connectors: boolean | QuilttConnectorSettings = true,
  provider = 'PLAID',
) {
  const script = await startQuiltt(t, generation);
  script.connections['conn_1'] = record('ERROR_REPAIRABLE', provider);
  const plaid = {linkToken: 'link-sandbox-1', expiration: inMinutes(20), requestId: 'abcDEF123456789'};
  script.mutations = {
    connectorPlaidInitialize: () => ({success: true, record: session(generation, plaid)}),
    connectorMxInitialize: () => ({success: true, record: session(generation, {url: 'https://widgets.example/1'})}),
  };
  const logger = recordingLogger();
  const backend = backendOf(script, {connectors}, {logger});
  const ask = async (more: object = {}) => await backend.fetch(tokenRequest('host_1', more));
  return {script, backend, logger, ask};
}

test('a connection from Plaid opens Link, with the names of either schema', async t => {
  for (const generation of ['old', 'new', 'plaid only'] as const) {
    const {script, ask} = await setUp(t, generation, {features: ['TRANSACTIONS']});
    const {expiresIn, ...token} = await json(await ask());
    assert.deepEqual(token, {
      provider: 'quiltt',
      widget: 'plaid',
      status: 'ACTION_REQUIRED',
      linkToken: 'link-sandbox-1',
      connectorToken: 'connector-token-1',
      providerConnectionId: 'conn_1',
    });
    assert.ok(Number(expiresIn) > 1190 && Number(expiresIn) <= 1200, String(expiresIn));
    assert.deepEqual(operations(script), ['Connection', 'ConnectorShape', 'ConnectorPlaidInitialize']);
    const features =
      generation === 'new' ? {featuresRequired: ['ACCOUNT_BALANCES_AND_TRANSACTIONS']} : {features: ['TRANSACTIONS']};
    assert.deepEqual(script.inputs['connectorPlaidInitialize'], [
      {clientMutationId: 'repair_1', connectionId: 'conn_1', ...features},
    ]);
    assert.equal(script.issued(), 0);
  }
});

test('a connection from MX opens MX’s widget', async t => {
  for (const generation of ['old', 'new'] as const) {
    const {script, ask} = await setUp(t, generation, {mx: {colorScheme: 'dark'}}, 'MX');
    const {expiresIn, ...token} = await json(await ask({locale: 'de'}));
    assert.ok(Number(expiresIn) > 590 && Number(expiresIn) <= 600, String(expiresIn));
    assert.deepEqual(token, {
      provider: 'quiltt',
      widget: 'mx',
      status: 'ACTION_REQUIRED',
      widgetUrl: 'https://widgets.example/1',
      connectorToken: 'connector-token-1',
      providerConnectionId: 'conn_1',
    });
    assert.deepEqual(script.inputs['connectorMxInitialize'], [
      {
        clientMutationId: 'repair_1',
        connectionId: 'conn_1',
        oauthReferralSource: 'BROWSER',
        colorScheme: 'dark',
        ...(generation === 'new' && {featuresRequired: []}),
      },
    ]);
  }
});

test('a connection from another provider, or without mutations in the schema, opens the Connector', async t => {
  for (const [generation, provider] of [
    ['old', 'FINICITY'],
    ['old', 'MOCK'],
    ['old', 'AKOYA'],
    ['old', 'DISCONNECTED'],
    ['old', 'A_NEW_PROVIDER'],
    ['plaid only', 'MX'],
  ] as const) {
    const {script, ask} = await setUp(t, generation, true, provider);
    const token = await json(await ask());
    assert.deepEqual([token['widget'], token['connectorId']], ['quiltt', 'connector_1'], provider);
    assert.equal(script.issued(), 1);
    assert.ok(operations(script).every(operation => !/Initialize/.test(operation)));
  }
});

test('every connection opens the Connector without the option connectors', async t => {
  const {script, ask} = await setUp(t, 'old', false);
  assert.equal((await json(await ask()))['widget'], 'quiltt');
  assert.deepEqual(operations(script), ['Connection']);
});

test('features are sent with the names of the schema', async t => {
  for (const [generation, settings, expected] of [
    ['old', {}, {}],
    ['old', {features: ['TRANSACTIONS']}, {features: ['TRANSACTIONS']}],
    ['old', {featuresRequired: ['IDENTITY']}, {features: ['IDENTITY']}],
    ['new', {}, {featuresRequired: []}],
    [
      'new',
      {features: ['TRANSACTIONS', 'IDENTITY']},
      {featuresRequired: ['ACCOUNT_BALANCES_AND_TRANSACTIONS', 'ACCOUNT_OWNERS']},
    ],
    [
      'new',
      {featuresRequired: ['ACCOUNT_OWNERS'], featuresOptional: ['ACCOUNT_NUMBERS']},
      {featuresRequired: ['ACCOUNT_OWNERS'], featuresOptional: ['ACCOUNT_NUMBERS']},
    ],
  ] as [Generation, QuilttConnectorSettings, object][]) {
    const {script, ask} = await setUp(t, generation, settings);
    assert.equal((await ask()).status, 200);
    const {clientMutationId, connectionId, ...rest} = script.inputs['connectorPlaidInitialize']?.[0] ?? {};
    assert.deepEqual([clientMutationId, connectionId], ['repair_1', 'conn_1']);
    assert.deepEqual(rest, expected);
  }
});

test('the host’s settings, a listed returnUrl and a supported language are sent in the mutation', async t => {
  const settings: QuilttConnectorSettings = {
    redirectUris: ['https://bank.example/return'],
    plaid: {clientName: 'Ledger', countryCodes: ['US'], update: {accountSelectionEnabled: true}},
  };
  for (const [request, expected] of [
    [
      {locale: 'nl-BE', returnUrl: 'https://bank.example/return'},
      {language: 'nl', redirectUri: 'https://bank.example/return'},
    ],
    [{locale: 'ja', returnUrl: 'https://evil.example'}, {}],
  ] as const) {
    const {script, ask} = await setUp(t, 'old', settings);
    assert.equal((await ask(request)).status, 200);
    assert.deepEqual(script.inputs['connectorPlaidInitialize']?.[0], {
      clientMutationId: 'repair_1',
      connectionId: 'conn_1',
      ...settings.plaid,
      ...expected,
    });
  }
});

test('a status of Quiltt other than ACTION_REQUIRED is passed on', async t => {
  for (const generation of ['old', 'new'] as const) {
    for (const status of ['CONTINUE', 'WAIT', 'ABORT']) {
      const {script, ask} = await setUp(t, generation);
      const name = generation === 'new' ? 'status' : 'connectorStatus';
      script.mutations['connectorPlaidInitialize'] = () => ({success: true, record: {[name]: status}});
      assert.deepEqual(await json(await ask()), {
        provider: 'quiltt',
        widget: 'quiltt',
        status,
        providerConnectionId: 'conn_1',
      });
      // The answer is not cached.
      await ask();
      assert.equal(script.inputs['connectorPlaidInitialize']?.length, 2);
    }
  }
});

test('a repeated request gets the session of the first one', async t => {
  t.mock.timers.enable({apis: ['Date'], now: Date.now()});
  const {script, ask} = await setUp(t);
  const count = () => script.inputs['connectorPlaidInitialize']?.length;
  const both = await Promise.all([ask(), ask()]);
  const tokens = await Promise.all(both.map(json));
  assert.deepEqual(tokens[0], tokens[1]);
  t.mock.timers.tick(40_000);
  assert.equal((await json(await ask()))['linkToken'], 'link-sandbox-1');
  assert.equal(count(), 1);
  // Another repair gets another session. So does a much later request, because the first token was not usable.
  await ask({repairId: 'repair_2'});
  assert.equal(count(), 2);
  t.mock.timers.tick(60_000);
  await ask();
  assert.equal(count(), 3);
});

test('two connections with the same repair id have separate sessions', async t => {
  const {script} = await setUp(t);
  script.connections['conn_2'] = {...record('ERROR_REPAIRABLE'), id: 'conn_2'};
  const backend = backendOf(
    script,
    {connectors: true},
    {
      findConnection: (_, connectionId) => ({provider: 'quiltt', connectionId, profileId: 'p_1'}),
    },
  );
  await backend.fetch(tokenRequest('conn_1'));
  await backend.fetch(tokenRequest('conn_2'));
  assert.deepEqual(
    script.inputs['connectorPlaidInitialize']?.map(({connectionId}) => connectionId),
    ['conn_1', 'conn_2'],
  );
});

test('a failed mutation is not repeated, and a session is stored if the request is aborted', async t => {
  const {script, backend, ask} = await setUp(t);
  const calls = () => operations(script).filter(name => name === 'ConnectorPlaidInitialize').length;
  script.intercept = request => (operationOf(request) === 'ConnectorPlaidInitialize' ? {status: 502} : undefined);
  const failed = await ask();
  // The element would repeat the request after 502, 503 and 504.
  assert.deepEqual([failed.status, (await json(failed))['code']], [500, 'backend-unavailable']);
  assert.equal(calls(), 1);
  // A repeated request waits, because there may be a session whose token was lost.
  assert.equal((await json(await ask()))['status'], 'WAIT');
  assert.equal(calls(), 1);

  const controller = new AbortController();
  script.intercept = request => {
    if (operationOf(request) === 'ConnectorPlaidInitialize') controller.abort();
    return undefined;
  };
  await backend.fetch(new Request(tokenRequest('host_1', {repairId: 'repair_3'}), {signal: controller.signal}));
  assert.equal((await json(await ask({repairId: 'repair_3'})))['linkToken'], 'link-sandbox-1');
  assert.equal(script.inputs['connectorPlaidInitialize']?.length, 1);
});

test('a request is answered with WAIT while another instance creates the session', async t => {
  const {script, ask: elsewhere} = await setUp(t);
  const storage = createStorage();
  const [one, other] = [0, 1].map(() => backendOf(script, {connectors: true}, {storage}));
  let second: Promise<Response> | undefined;
  script.intercept = async request => {
    if (operationOf(request) === 'ConnectorPlaidInitialize') {
      script.intercept = () => undefined;
      second = other!.fetch(tokenRequest('host_1'));
      assert.equal((await json(await second))['status'], 'WAIT');
    }
    return undefined;
  };
  assert.equal((await json(await one!.fetch(tokenRequest('host_1'))))['linkToken'], 'link-sandbox-1');
  assert.ok(second);
  assert.equal((await json(await other!.fetch(tokenRequest('host_1'))))['linkToken'], 'link-sandbox-1');
  assert.equal(script.inputs['connectorPlaidInitialize']?.length, 1);
  // With another store there is no such session.
  await elsewhere();
  assert.equal(script.inputs['connectorPlaidInitialize']?.length, 2);
});

test('the schema is read once, and again after an error or an hour', async t => {
  t.mock.timers.enable({apis: ['Date'], now: Date.now()});
  const {script, ask} = await setUp(t);
  const shapes = () => operations(script).filter(name => name === 'ConnectorShape').length;
  await ask();
  await ask({repairId: 'repair_2'});
  assert.equal(shapes(), 1);
  script.intercept = request =>
    operationOf(request) === 'ConnectorPlaidInitialize'
      ? {body: {errors: [{message: 'Cannot query field "connectorStatus"'}]}}
      : undefined;
  assert.equal((await ask({repairId: 'repair_3'})).status, 502);
  script.intercept = () => undefined;
  assert.equal((await ask({repairId: 'repair_4'})).status, 200);
  assert.equal(shapes(), 2);
  t.mock.timers.tick(61 * 60_000);
  await ask({repairId: 'repair_5'});
  assert.equal(shapes(), 3);
});

test('the names of Quiltt’s guide are used if the schema cannot be read', async t => {
  for (const refusal of [
    {body: {errors: [{message: 'Field "__type" does not exist', extensions: {code: 'undefinedField'}}]}},
    {status: 400, body: {errors: [{message: 'GraphQL introspection is not allowed'}]}},
    {body: {data: {}}},
  ]) {
    for (const provider of ['PLAID', 'MX']) {
      const {script, ask, logger} = await setUp(t, 'old', {features: ['TRANSACTIONS']}, provider);
      script.intercept = request => (operationOf(request) === 'ConnectorShape' ? refusal : undefined);
      assert.equal((await json(await ask()))['connectorToken'], 'connector-token-1');
      assert.ok(logger.lines.some(({level}) => level === 'warn'));
    }
  }
  for (const [reply, status] of [
    [{status: 429, headers: {'retry-after': '5'}}, 429],
    [{body: {errors: [{extensions: {code: 'RATE_LIMITED'}}]}}, 429],
    [{status: 401}, 502],
    [{status: 503}, 502],
  ] as const) {
    const {script, ask} = await setUp(t);
    script.intercept = request => (operationOf(request) === 'ConnectorShape' ? reply : undefined);
    assert.equal((await ask()).status, status);
    assert.equal(script.inputs['connectorPlaidInitialize'], undefined);
  }
});

test('every error of an aggregator is mapped to a documented code', async t => {
  const codes: Record<string, [code: string, status: number]> = {
    ITEM_NOT_FOUND: ['not-repairable', 409],
    ITEM_NOT_SUPPORTED: ['not-repairable', 409],
    MFA_NOT_SUPPORTED: ['not-repairable', 409],
    INSTITUTION_NO_LONGER_SUPPORTED: ['not-repairable', 409],
    USER_PERMISSION_REVOKED: ['not-repairable', 409],
    INSTITUTION_DOWN: ['institution-unavailable', 503],
    INSTITUTION_NOT_RESPONDING: ['institution-unavailable', 503],
    INSTITUTION_NOT_AVAILABLE: ['institution-unavailable', 503],
    PRODUCT_NOT_READY: ['not-ready', 503],
    RATE_LIMIT: ['rate-limited', 429],
    INVALID_FIELD: ['invalid-configuration', 500],
    MISSING_FIELDS: ['invalid-configuration', 500],
    INVALID_LINK_CUSTOMIZATION: ['invalid-configuration', 500],
  };
  const types: Record<string, [code: string, status: number]> = {
    ITEM_ERROR: ['not-repairable', 409],
    INSTITUTION_ERROR: ['institution-unavailable', 503],
    RATE_LIMIT_EXCEEDED: ['rate-limited', 429],
    INVALID_REQUEST: ['invalid-configuration', 500],
    INVALID_INPUT: ['invalid-configuration', 500],
  };
  const statuses: Record<string, [code: string, status: number]> = {
    404: ['not-repairable', 409],
    422: ['invalid-configuration', 500],
    429: ['rate-limited', 429],
  };
  assert.deepEqual(Object.keys(codes).sort(), Object.keys(aggregatorCodes).sort());
  assert.deepEqual(Object.keys(types).sort(), Object.keys(aggregatorTypes).sort());
  assert.deepEqual(Object.keys(statuses).sort(), Object.keys(aggregatorStatuses).sort());
  // Not 502, because the element would repeat the request.
  const unknown: [string, number] = ['backend-unavailable', 500];
  for (const [provider, errors] of [
    ['PLAID', Object.entries({...codes, SOME_CODE: unknown}).map(([code, wanted]) => [{code}, wanted])],
    ['PLAID', Object.entries({...types, SOME_TYPE: unknown}).map(([type, wanted]) => [{code: 'SOME', type}, wanted])],
    ['MX', Object.entries({...statuses, 500: unknown}).map(([status, wanted]) => [{status}, wanted])],
    ['PLAID', [[undefined, unknown]]],
  ] as [string, [object | undefined, [string, number]][]][]) {
    const {script, ask, logger} = await setUp(t, 'old', true, provider);
    const mutation = provider === 'MX' ? 'connectorMxInitialize' : 'connectorPlaidInitialize';
    for (const [index, [error, [code, status]]] of errors.entries()) {
      const failure = error && {message: 'a text of Plaid', requestId: 'abcDEF123456789', ...error};
      script.mutations[mutation] = () => ({success: false, record: null, errors: failure ? [failure] : null});
      const response = await ask({repairId: `repair_${index}`});
      const problem = await json(response);
      assert.deepEqual([problem['code'], response.status], [code, status], JSON.stringify(error));
      if (error && provider === 'PLAID') {
        const {requestId, ...vendor} = problem['vendor'] as Record<string, unknown>;
        assert.deepEqual([requestId, vendor], ['abcDEF123456789', error]);
      }
    }
    assert.doesNotMatch(JSON.stringify(logger.lines), /a text/);
    assert.doesNotMatch(JSON.stringify(script.vendor.seen), /message/);
  }
});

test('an incomplete payload is a 500', async t => {
  for (const payload of [
    {success: true, record: null},
    {success: true, record: {connectorStatus: 'ACTION_REQUIRED', linkToken: 'link-sandbox-1'}},
    {success: true, record: {connectorStatus: 'ACTION_REQUIRED', connectorToken: 'connector-token-1'}},
    null,
  ]) {
    const {script, ask} = await setUp(t);
    script.mutations['connectorPlaidInitialize'] = () => payload;
    assert.equal((await ask()).status, 500, JSON.stringify(payload));
  }
});

test('a rate limit at any call passes on Retry-After', async t => {
  for (const operation of ['Connection', 'ConnectorShape', 'ConnectorPlaidInitialize']) {
    const {script, ask} = await setUp(t);
    script.intercept = request =>
      operationOf(request) === operation ? {status: 429, headers: {'retry-after': '13'}} : undefined;
    const response = await ask();
    assert.deepEqual([response.status, response.headers.get('retry-after')], [429, '13'], operation);
    assert.equal((await json(response))['retryAfter'], 13);
  }
});
