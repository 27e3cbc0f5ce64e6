import assert from 'node:assert/strict';
import {test} from 'node:test';
import {buildClientSchema, getIntrospectionQuery, type IntrospectionQuery} from 'graphql';
import {call, sandboxFor, setVariants, type Json} from '../../sandbox/support.js';
import {
  basic,
  bearer,
  changeConnection,
  data,
  graphql,
  issue,
  mutate,
  plaidConnection,
  productionConnection,
  productionProfileId,
  quilttOf,
  statusOf,
  tokenFor,
} from './sandbox-support.js';

const everything = '{ connections { id } }';

/** The first error of an answer. */
const errorOf = (body: Json): Json & {extensions: Json} => (body['errors'] as never)[0];

test('a connection is read by a session token, by profile id and secret, and by UUID and secret', async t => {
  const sandbox = await sandboxFor(t);
  const {userUuid} = (await issue(sandbox)).body;
  const query = `{ connection(id: "${plaidConnection}") {
    id status provider metadata features oauth institution { name logo { url } } accounts { id name }
  } }`;
  for (const headers of [
    bearer(await tokenFor(sandbox)),
    basic('p_SandboxProfile01', 'sandbox_api_secret'),
    basic(String(userUuid), 'sandbox_api_secret'),
  ]) {
    const {status, body} = await graphql(sandbox, query, {}, headers);
    assert.equal(status, 200);
    const {connection} = body['data'] as {connection: Json};
    assert.deepEqual(
      [connection['id'], connection['status'], connection['provider'], connection['metadata']],
      [plaidConnection, 'ERROR_REPAIRABLE', 'PLAID', null],
    );
    assert.equal((connection['institution'] as Json)['name'], 'First Harbor Bank');
    assert.equal((connection['accounts'] as Json[]).length, 2);
  }
});

test('wrong credentials, and those of the other environment, are 401 with a code', async t => {
  const sandbox = await sandboxFor(t);
  for (const headers of [
    basic('p_SandboxProfile01', 'wrong'),
    basic('p_SandboxProfile01', 'production_api_secret'),
    basic('p_unknown', 'sandbox_api_secret'),
    bearer('sandbox_api_secret'),
    bearer('x'),
    {},
  ]) {
    const {status, body} = await graphql(sandbox, everything, {}, headers);
    assert.equal(status, 401);
    const {extensions} = errorOf(body);
    assert.deepEqual(Object.keys(extensions).sort(), ['code', 'documentationUrl', 'errorId', 'instruction']);
    assert.equal(extensions['code'], 'UNAUTHENTICATED');
  }
});

test('a profile only sees its own connections', async t => {
  const sandbox = await sandboxFor(t);
  const production = basic(productionProfileId, 'production_api_secret');
  const {body} = await graphql(sandbox, everything, {}, production);
  assert.deepEqual((body['data'] as Json)['connections'], [{id: productionConnection}]);
  const {body: other} = await graphql(sandbox, `{ connection(id: "${plaidConnection}") { id } }`, {}, production);
  assert.equal((other['data'] as Json)['connection'], null);
  assert.equal(errorOf(other).extensions['code'], 'NOT_FOUND');
});

test('connections are filtered by status, provider and metadata', async t => {
  const sandbox = await sandboxFor(t);
  await mutate(sandbox, 'connectionUpdate', {id: plaidConnection, metadata: {tier: 'gold', since: 2}}, 'success');
  await changeConnection(sandbox, 'conn_MockCopperValley1', {status: 'SYNCED'});
  const providersOf = async (filter: Json) => {
    const query = 'query Q($filter: ConnectionFilter) { connections(filter: $filter) { provider } }';
    const {connections} = await data(sandbox, query, {filter});
    return (connections as Json[]).map(({provider}) => provider).sort();
  };
  assert.deepEqual(await providersOf({}), ['FINICITY', 'MOCK', 'MX', 'PLAID']);
  assert.deepEqual(await providersOf({status: 'SYNCED'}), ['MOCK']);
  assert.deepEqual(await providersOf({status_not: ['SYNCED']}), ['FINICITY', 'MX', 'PLAID']);
  assert.deepEqual(await providersOf({provider: ['MX', 'PLAID']}), ['MX', 'PLAID']);
  assert.deepEqual(await providersOf({metadata: {tier: 'gold'}}), ['PLAID']);
  assert.deepEqual(await providersOf({metadata: {tier: 'iron'}}), []);
  assert.deepEqual(await providersOf({metadata: null}), ['FINICITY', 'MOCK', 'MX']);
});

test('metadata is replaced, and must be an object', async t => {
  const sandbox = await sandboxFor(t);
  const update = (metadata: unknown, clientMutationId?: string) =>
    mutate(
      sandbox,
      'connectionUpdate',
      {id: plaidConnection, metadata, clientMutationId},
      'success errors { message } record { id metadata } clientMutationId',
    );
  assert.deepEqual(await update({a: 1, b: [null]}, 'm1'), {
    success: true,
    errors: null,
    record: {id: plaidConnection, metadata: {a: 1, b: [null]}},
    clientMutationId: 'm1',
  });
  assert.deepEqual((await update({c: 2}))['record'], {id: plaidConnection, metadata: {c: 2}});
  const refused = await update('text');
  assert.deepEqual([refused['success'], refused['record']], [false, null]);
  assert.equal(typeof (refused['errors'] as Json[])[0]?.['message'], 'string');
});

test('metadata can be a literal in the document', async t => {
  const sandbox = await sandboxFor(t);
  const query = `mutation { connectionUpdate(input: {id: "${plaidConnection}", metadata: {at: {time: 5}, by: null}}) {
    record { metadata } } }`;
  const {connectionUpdate} = await data(sandbox, query);
  assert.deepEqual((connectionUpdate as Json)['record'], {metadata: {at: {time: 5}, by: null}});
});

test('the guide’s mutation breaks a connection, but not in production', async t => {
  const sandbox = await sandboxFor(t);
  await changeConnection(sandbox, plaidConnection, {status: 'SYNCED'});
  const simulate = (id: string) =>
    `mutation SimulateError { connectionSimulateError(input: { id: "${id}" }) {
      success record { id status } errors { message } } }`;
  const {connectionSimulateError} = await data(sandbox, simulate(plaidConnection));
  assert.deepEqual(connectionSimulateError, {
    success: true,
    record: {id: plaidConnection, status: 'ERROR_REPAIRABLE'},
    errors: null,
  });
  await changeConnection(sandbox, productionConnection, {status: 'SYNCED'});
  const production = basic(productionProfileId, 'production_api_secret');
  const {status, body} = await graphql(sandbox, simulate(productionConnection), {}, production);
  assert.equal(status, 200);
  const payload = (body['data'] as Json)['connectionSimulateError'] as Json;
  assert.deepEqual([payload['success'], payload['record']], [false, null]);
  assert.equal(typeof (payload['errors'] as Json[])[0]?.['message'], 'string');
});

test('every status can be set, and nothing else', async t => {
  const sandbox = await sandboxFor(t);
  for (const status of [
    'INITIALIZING',
    'SYNCING',
    'SYNCED',
    'UPGRADING',
    'ERROR_REPAIRABLE',
    'ERROR_SERVICE',
    'ERROR_PROVIDER',
    'ERROR_INSTITUTION',
    'DISCONNECTING',
    'DISCONNECTED',
  ]) {
    assert.equal((await changeConnection(sandbox, plaidConnection, {status})).status, 200);
    assert.equal(await statusOf(sandbox), status);
  }
  assert.equal((await changeConnection(sandbox, plaidConnection, {status: 'BROKEN'})).status, 400);
});

test('invalid documents are answered with errors and a code', async t => {
  const sandbox = await sandboxFor(t);
  for (const [query, code] of [
    ['{ connections {', 'GRAPHQL_PARSE_FAILED'],
    ['{ connections { nothing } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { connections { id } } query B { connections { id } }', 'BAD_USER_INPUT'],
    ['subscription { connectionSynced { connection { id } } }', 'BAD_USER_INPUT'],
  ] as const) {
    const {status, body} = await graphql(sandbox, query);
    assert.equal(status, 200);
    assert.equal(errorOf(body).extensions['code'], code, query);
  }
  const {body} = await call(
    'POST',
    `${quilttOf(sandbox)}/v1/graphql`,
    {},
    basic('p_SandboxProfile01', 'sandbox_api_secret'),
  );
  assert.equal(errorOf(body).extensions['code'], 'BAD_USER_INPUT');
});

test('a request can contain several operations', async t => {
  const sandbox = await sandboxFor(t);
  const batch = [{query: everything}, {query: `{ connection(id: "${plaidConnection}") { status } }`}];
  const headers = basic('p_SandboxProfile01', 'sandbox_api_secret');
  const {body} = await call('POST', `${quilttOf(sandbox)}/v1/graphql`, batch, headers);
  const [first, second] = body as unknown as [Json, Json];
  assert.equal(((first['data'] as Json)['connections'] as Json[]).length, 4);
  assert.deepEqual(second['data'], {connection: {status: 'ERROR_REPAIRABLE'}});
});

for (const [generation, has, lacks] of [
  ['old', ['connectorStatus', 'connectorToken'], ['status', 'token', 'hostedLinkUrl']],
  ['new', ['status', 'token', 'hostedLinkUrl'], ['connectorStatus', 'connectorToken']],
  ['both', ['connectorStatus', 'connectorToken', 'status', 'token', 'hostedLinkUrl'], []],
] as const) {
  test(`the ${generation} schema can be introspected and has the names of its generation`, async t => {
    const sandbox = await sandboxFor(t);
    await setVariants(sandbox, {quiltt: {schema: generation}});
    const introspection = (await data(sandbox, getIntrospectionQuery())) as unknown as IntrospectionQuery;
    const schema = buildClientSchema(introspection);
    const fields = (type: string) => Object.keys((schema.getType(type) as {getFields(): object}).getFields());
    const record = fields('PlaidConnector');
    for (const name of has) assert.ok(record.includes(name), name);
    for (const name of lacks) assert.ok(!record.includes(name), name);
    const input = fields('ConnectorPlaidInitializeInput');
    assert.equal(input.includes('features'), generation !== 'new');
    assert.equal(input.includes('featuresRequired'), generation !== 'old');
    assert.equal(fields('ConnectorPlaidCloseInput').includes('token'), generation !== 'old');
  });
}
