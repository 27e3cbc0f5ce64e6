import assert from 'node:assert/strict';
import {test} from 'node:test';
import {buildClientSchema, getIntrospectionQuery, printType, type IntrospectionQuery} from 'graphql';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {call, sandboxFor, setVariants, signIn, type Json} from '../../sandbox/support.js';
import {changeConnection, data, graphql, plaidConnection} from './sandbox-support.js';

/** The documents of Quiltt's guide to updating connections, as printed there. */
const initializeDocument =
  'mutation ConnectorPlaidInitialize($input: ConnectorPlaidInitializeInput) { connectorPlaidInitialize(input: $input) ' +
  '{ success record { connectorStatus connectorToken expiration linkToken requestId } errors { code message } }}';
const closeDocument =
  'mutation ConnectorPlaidClose($input: ConnectorPlaidCloseInput) { connectorPlaidClose(input: $input) ' +
  '{ success record { id accounts { id name } institution { name logo } } errors { code message } }}';
const updateDocument =
  'mutation ConnectionUpdate($input: ConnectionUpdateInput!) { connectionUpdate(input: $input) ' +
  '{ errors { message } record { id metadata } success }}';

/** The guide's tables, and its mutations with the types that its documents declare. */
const tables: Record<string, readonly string[]> = {
  'input ConnectorPlaidInitializeInput': [
    'accountFilters: PlaidLinkTokenAccountFilters',
    'androidPackageName: String',
    'auth: PlaidLinkTokenCreateRequestAuth',
    'clientMutationId: String',
    'clientName: String',
    'connectionId: ID',
    'countryCodes: [String!]',
    'euConfig: PlaidLinkTokenEUConfig',
    'features: ConnectionFeature!',
    'language: String',
    'linkCustomizationName: String',
    'products: [String!]',
    'update: PlaidLinkTokenCreateRequestUpdate',
  ],
  'type ConnectorPlaidInitializePayload': [
    'clientMutationId: String',
    'errors: [PlaidAPIError!]',
    'record: PlaidConnector',
    'success: Boolean!',
  ],
  'input ConnectorPlaidCloseInput': [
    'clientMutationId: String',
    'connectorToken: String!',
    'metadata: JSON!',
    'publicToken: String!',
  ],
  'type ConnectorPlaidClosePayload': [
    'clientMutationId: String',
    'errors: [PlaidAPIError!]',
    'record: ConnectionType',
    'success: Boolean!',
  ],
  'input ConnectionUpdateInput': ['clientMutationId: String', 'id: ID!', 'metadata: JSON'],
  'type ConnectionUpdatePayload': [
    'clientMutationId: String',
    'errors: [Error!]',
    'record: ConnectionType',
    'success: Boolean!',
  ],
  'type Mutation': [
    'connectorPlaidInitialize(input: ConnectorPlaidInitializeInput): ConnectorPlaidInitializePayload',
    'connectorPlaidClose(input: ConnectorPlaidCloseInput): ConnectorPlaidClosePayload',
    'connectionUpdate(input: ConnectionUpdateInput!): ConnectionUpdatePayload',
  ],
};

/** The schema accepts the type of the guide's table and others. See the test of features. */
const moreThanTheTable: Record<string, string> = {'features: ConnectionFeature!': 'features: [ConnectionFeature!]'};

/** With two names for a field, neither can be required. */
const eitherName: Record<string, string> = {
  'connectorToken: String!': 'connectorToken: String',
  'metadata: JSON!': 'metadata: JSON',
};

/** Performs a repair with the guide's documents only, with a single feature as in its table. Returns the last answer. */
async function repairAsInTheGuide(sandbox: Sandbox): Promise<unknown> {
  const given = {connectionId: plaidConnection, features: 'TRANSACTIONS', update: {accountSelectionEnabled: false}};
  const opened = (await data(sandbox, initializeDocument, {input: given}))['connectorPlaidInitialize'] as Json;
  const {connectorStatus, connectorToken, linkToken} = opened['record'] as Json;
  assert.deepEqual([opened['success'], connectorStatus, opened['errors']], [true, 'ACTION_REQUIRED', null]);
  const plaid = sandbox.origins['plaid'] ?? '';
  const {body} = await call('POST', `${plaid}/link/session`, {linkToken});
  const view = await signIn(plaid, (body['signIn'] as Json)['id'], 'user_good', 'pass_good');
  const {publicToken, metadata} = view['result'] as Json;
  const input = {connectorToken, publicToken, metadata};
  return (await data(sandbox, closeDocument, {input}))['connectorPlaidClose'];
}

async function schemaOf(sandbox: Sandbox) {
  return buildClientSchema((await data(sandbox, getIntrospectionQuery())) as unknown as IntrospectionQuery);
}

/** A type's name without its interfaces, and its fields with their arguments. */
async function printed(sandbox: Sandbox, name: string): Promise<{heading: string; members: string[]}> {
  const type = (await schemaOf(sandbox)).getType(name) ?? assert.fail(`no ${name}`);
  const [first = '', ...rest] = printType(type).split('\n');
  return {
    heading: first.split(' ', 2).join(' '),
    members: rest.map(line => line.trim()).filter(line => /\w/.test(line)),
  };
}

for (const schema of [undefined, 'old']) {
  const where = schema ? `the ${schema} schema` : 'a sandbox without variants';

  test(`the guide’s own documents work in ${where}`, async t => {
    const sandbox = await sandboxFor(t);
    if (schema) await setVariants(sandbox, {quiltt: {schema}});
    assert.deepEqual(await repairAsInTheGuide(sandbox), {
      success: true,
      record: {
        id: plaidConnection,
        accounts: [
          {id: 'acct_PlaidFirstHarbor1A', name: 'Daily Checking'},
          {id: 'acct_PlaidFirstHarbor1B', name: 'House Savings'},
        ],
        institution: {name: 'First Harbor Bank', logo: 'https://assets.example/tide.svg'},
      },
      errors: null,
    });
    const input = {id: plaidConnection, metadata: {note: 1}};
    assert.deepEqual((await data(sandbox, updateDocument, {input}))['connectionUpdate'], {
      errors: null,
      record: {id: plaidConnection, metadata: {note: 1}},
      success: true,
    });
  });

  test(`the guide’s tables hold in ${where}`, async t => {
    const sandbox = await sandboxFor(t);
    if (schema) await setVariants(sandbox, {quiltt: {schema}});
    const differing = schema ? moreThanTheTable : {...moreThanTheTable, ...eitherName};
    for (const [heading, lines] of Object.entries(tables)) {
      const name = heading.split(' ')[1] ?? '';
      const found = await printed(sandbox, name);
      assert.equal(found.heading, heading);
      const wanted = lines.map(line => (name.startsWith('ConnectionUpdate') ? line : (differing[line] ?? line)));
      // The guide has some of the mutations. A schema that accepts later names has more fields.
      const isWhole = name !== 'Mutation' && (schema === 'old' || !heading.startsWith('input Connector'));
      const compared = isWhole ? found.members : found.members.filter(line => wanted.includes(line));
      assert.deepEqual(compared.sort(), [...wanted].sort(), heading);
    }
  });

  test(`features can be a single value, a list, or absent in ${where}`, async t => {
    const sandbox = await sandboxFor(t);
    if (schema) await setVariants(sandbox, {quiltt: {schema}});
    await changeConnection(sandbox, plaidConnection, {status: 'SYNCED'});
    const ask = async (declared: string, features: string, variables: Json = {}) => {
      const document = `mutation M${declared} {
        connectorPlaidInitialize(input: {connectionId: "${plaidConnection}" ${features}}) { record { connectorStatus } } }`;
      const {connectorPlaidInitialize: payload} = await data(sandbox, document, variables);
      return ((payload as Json)['record'] as Json)['connectorStatus'];
    };
    assert.equal(await ask('', ''), 'CONTINUE');
    assert.equal(await ask('', 'features: TRANSACTIONS'), 'CONTINUE');
    assert.equal(await ask('', 'features: IDENTITY'), 'ACTION_REQUIRED');
    assert.equal(await ask('', 'features: [TRANSACTIONS, IDENTITY]'), 'ACTION_REQUIRED');
    const one = (feature: string) => ask('($one: ConnectionFeature!)', 'features: $one', {one: feature});
    assert.equal(await one('TRANSACTIONS'), 'CONTINUE');
    assert.equal(await one('IDENTITY'), 'ACTION_REQUIRED');
    const list = (...features: string[]) => ask('($list: [ConnectionFeature!])', 'features: $list', {list: features});
    assert.equal(await list('TRANSACTIONS'), 'CONTINUE');
    assert.equal(await list('IDENTITY'), 'ACTION_REQUIRED');
    await assert.rejects(one('NOTHING'), /ConnectionFeature/);
  });
}

test('the new schema only accepts lists of features', async t => {
  const sandbox = await sandboxFor(t);
  await setVariants(sandbox, {quiltt: {schema: 'new'}});
  const document = `mutation M($one: ConnectionFeature!) { connectorPlaidInitialize(
    input: {connectionId: "${plaidConnection}" featuresRequired: [$one] featuresOptional: $one}) { success } }`;
  const variables = {one: 'ACCOUNT_NUMBERS'};
  await assert.rejects(data(sandbox, document, variables), /GRAPHQL_VALIDATION_FAILED/);
  assert.ok(await data(sandbox, document.replace('Optional: $one', 'Optional: [$one]'), variables));
});

test('a logo is a string for the guide’s clients and an image for later ones, in one sandbox', async t => {
  const sandbox = await sandboxFor(t);
  const ask = async (selection: string) => {
    const document = `query Q($id: ID!) { connection(id: $id) { institution { ${selection} } } }`;
    return ((await data(sandbox, document, {id: plaidConnection}))['connection'] as Json)['institution'];
  };
  const url = 'https://assets.example/tide.svg';
  assert.deepEqual(await ask('logo'), {logo: url});
  assert.deepEqual(await ask('logo { url }'), {logo: {url}});
  assert.deepEqual(await ask('picture: logo { url } logo'), {picture: {url}, logo: url});
  await setVariants(sandbox, {quiltt: {schema: 'new'}});
  assert.deepEqual(await ask('logo { url }'), {logo: {url}});
  await assert.rejects(ask('logo'), /GRAPHQL_VALIDATION_FAILED/);
  await setVariants(sandbox, {quiltt: {schema: 'old'}});
  assert.deepEqual(await ask('logo'), {logo: url});
  await assert.rejects(ask('logo { url }'), /GRAPHQL_VALIDATION_FAILED/);
});

test('fragments have the type names of the schema’s generation', async t => {
  const sandbox = await sandboxFor(t);
  const isTaken = async (connection: string, error: string) => {
    const document = `mutation M($input: ConnectorPlaidCloseInput!) { connectorPlaidClose(input: $input) {
      record { ... on ${connection} { id } } errors { ... on ${error} { code } } } }`;
    const {body} = await graphql(sandbox, document, {input: {publicToken: 'p', metadata: {}, ...token}});
    const code = (body['errors'] as {extensions: Json}[] | undefined)?.[0]?.extensions['code'];
    if (code) assert.equal(code, 'GRAPHQL_VALIDATION_FAILED');
    else
      assert.deepEqual(body['data'], {
        connectorPlaidClose: {record: null, errors: [{code: 'INVALID_CONNECTOR_TOKEN'}]},
      });
    return !code;
  };
  let token: Json = {connectorToken: 'c'};
  for (const connection of ['ConnectionType', 'Connection']) {
    for (const error of ['PlaidAPIError', 'PlaidMutationError']) assert.ok(await isTaken(connection, error));
  }
  await setVariants(sandbox, {quiltt: {schema: 'old'}});
  // The guide's text has one name, its tables the other.
  for (const connection of ['ConnectionType', 'Connection']) assert.ok(await isTaken(connection, 'PlaidAPIError'));
  assert.ok(!(await isTaken('ConnectionType', 'PlaidMutationError')));
  await setVariants(sandbox, {quiltt: {schema: 'new'}});
  token = {token: 'c'};
  assert.ok(await isTaken('Connection', 'PlaidMutationError'));
  assert.ok(!(await isTaken('ConnectionType', 'PlaidMutationError')));
  assert.ok(!(await isTaken('Connection', 'PlaidAPIError')));
});
