import type {TestContext} from 'node:test';
import {buildSchema, graphql} from 'graphql';
import {createRepairBackend, quiltt} from '../../../src/backend/index.js';
import type {Provider, QuilttConnection, QuilttOptions, RepairBackendOptions} from '../../../src/backend/index.js';
import {startVendor} from '../../backend/support.js';
import type {SeenRequest, Vendor, VendorReply} from '../../backend/support.js';

export const quilttConnection: QuilttConnection = {provider: 'quiltt', connectionId: 'conn_1', profileId: 'p_1'};

/** The schema of Quiltt's guide, that of later clients, and one without the mutations for MX. */
export type Generation = 'old' | 'new' | 'plaid only';

/** The parts of Quiltt's schema that the tests need, written from the documentation, independently of the sandbox. */
function schemaOf(generation: Generation) {
  const isNew = generation === 'new';
  const session = isNew
    ? 'status: ConnectorStatus! token: String'
    : 'connectorStatus: ConnectorStatus! connectorToken: String';
  const features = isNew
    ? 'featuresRequired: [ConnectionFeature!]! featuresOptional: [ConnectionFeature!]'
    : 'features: [ConnectionFeature!]';
  const token = isNew ? 'token: String!' : 'connectorToken: String!';
  const mx = `
    connectorMxInitialize(input: ConnectorMxInitializeInput!): ConnectorMxInitializePayload
    connectorMxClose(input: ConnectorMxCloseInput!): ConnectorMxClosePayload`;
  const mxTypes = `
    type MxError { message: String status: String type: String }
    type MxConnector { ${session} url: String }
    input ConnectorMxInitializeInput {
      clientMutationId: String connectionId: ID ${features} oauthReferralSource: String colorScheme: String
      ${isNew ? 'redirectUri: String' : ''}
    }
    type ConnectorMxInitializePayload { success: Boolean! record: MxConnector errors: [MxError!] }
    input ConnectorMxCloseInput { metadata: JSON! ${token} }
    type ConnectorMxClosePayload { success: Boolean! record: Connection errors: [MxError!] }`;
  return buildSchema(`
    scalar JSON
    enum ConnectionFeature { ${isNew ? 'ACCOUNT_BALANCES_AND_TRANSACTIONS ACCOUNT_NUMBERS ACCOUNT_OWNERS' : 'TRANSACTIONS IDENTITY'} }
    enum ConnectorStatus { CONTINUE ACTION_REQUIRED WAIT ABORT }
    type Institution { name: String! }
    type Account { id: ID! name: String! }
    type Connection {
      id: ID! status: String! provider: String! institution: Institution accounts: [Account!]! metadata: JSON
    }
    type Error { message: String }
    type PlaidError { code: String message: String type: String requestId: String }
    type PlaidConnector { ${session} expiration: String linkToken: String requestId: String }
    input Update { accountSelectionEnabled: Boolean }
    input ConnectorPlaidInitializeInput {
      clientMutationId: String clientName: String connectionId: ID countryCodes: [String!] ${features} language: String
      redirectUri: String update: Update
    }
    type ConnectorPlaidInitializePayload { success: Boolean! record: PlaidConnector errors: [PlaidError!] }
    input ConnectorPlaidCloseInput { metadata: JSON publicToken: String! ${token} }
    type ConnectorPlaidClosePayload { success: Boolean! record: Connection errors: [PlaidError!] }
    input ConnectionUpdateInput { id: ID! metadata: JSON }
    type ConnectionUpdatePayload { success: Boolean! record: Connection errors: [Error!] }
    ${generation === 'plaid only' ? '' : mxTypes}
    type Query { connection(id: ID!): Connection }
    type Mutation {
      connectionUpdate(input: ConnectionUpdateInput!): ConnectionUpdatePayload
      connectorPlaidInitialize(input: ConnectorPlaidInitializeInput!): ConnectorPlaidInitializePayload
      connectorPlaidClose(input: ConnectorPlaidCloseInput!): ConnectorPlaidClosePayload
      ${generation === 'plaid only' ? '' : mx}
    }`);
}

/** The state and the answers of the fake Quiltt. */
export interface Script {
  vendor: Vendor;
  /** The connections by id. */
  connections: Record<string, Record<string, unknown>>;
  /** Functions from the input of a mutation to its payload, by the mutation's name. */
  mutations: Record<string, (input: Record<string, unknown>) => unknown>;
  /** Answers a request before anything else, unless it returns undefined. */
  intercept: (request: SeenRequest) => VendorReply | undefined | Promise<VendorReply | undefined>;
  /** The number of issued session tokens. */
  issued: () => number;
  /** The inputs of the called mutations, by name. */
  inputs: Record<string, Record<string, unknown>[]>;
}

export const record = (status: string, provider = 'PLAID', more: object = {}) => ({
  id: 'conn_1',
  status,
  provider,
  institution: {name: 'Harbor Bank'},
  accounts: [{id: 'acct_1', name: 'Checking'}],
  metadata: null,
  ...more,
});

/** Starts a server with Quiltt's APIs. A GraphQL engine refuses documents that the schema does not accept. */
export async function startQuiltt(t: TestContext, generation: Generation = 'old'): Promise<Script> {
  const schema = schemaOf(generation);
  const script: Omit<Script, 'vendor'> = {
    connections: {conn_1: record('ERROR_REPAIRABLE')},
    mutations: {},
    intercept: () => undefined,
    inputs: {},
    issued: () => vendor.seen.filter(({path}) => path === '/v1/users/sessions').length,
  };
  const call =
    (name: string) =>
    ({input}: {input: Record<string, unknown>}) => {
      (script.inputs[name] ??= []).push(structuredClone(input));
      return script.mutations[name]?.(input);
    };
  const names = Object.keys(schema.getMutationType()?.getFields() ?? {});
  const rootValue = {
    connection: ({id}: {id: string}) => script.connections[id] ?? null,
    ...Object.fromEntries(names.map(name => [name, call(name)])),
  };
  const vendor = await startVendor(t, async request => {
    const special = await script.intercept(request);
    if (special) return special;
    if (request.path === '/v1/users/sessions') {
      return {status: 201, body: {token: `session.token.${script.issued()}`, userId: 'p_1', expiresAt: inHours(24)}};
    }
    if (request.path === '/v1/users/session') return {body: {userId: 'p_1'}};
    const {query, variables, operationName} = request.body as {
      query: string;
      variables: Record<string, unknown>;
      operationName: string;
    };
    // Through JSON, because the engine creates objects without a prototype.
    const result = await graphql({schema, source: query, rootValue, variableValues: variables, operationName});
    return {body: JSON.parse(JSON.stringify(result)) as object};
  });
  return Object.assign(script, {vendor});
}

export const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

export const operationOf = ({body}: SeenRequest): string =>
  String((body as {operationName?: string} | undefined)?.operationName ?? '');

/** The names of the called GraphQL operations, in order. */
export const operations = ({vendor}: Script): string[] => vendor.seen.map(operationOf).filter(Boolean);

export const quilttAt = (baseUrl: string, options: Partial<QuilttOptions> = {}) =>
  quiltt({apiSecret: 'qltt_secret', connectorId: 'connector_1', baseUrl, ...options});

/** Creates a backend with Quiltt only. */
export function backendOf(
  {vendor}: Pick<Script, 'vendor'>,
  options: Partial<QuilttOptions> = {},
  more: Partial<RepairBackendOptions<Provider<QuilttConnection>>> = {},
) {
  return createRepairBackend({
    providers: [quilttAt(vendor.url, options)],
    findConnection: () => quilttConnection,
    statusInterval: 0,
    ...more,
  });
}
