import type {TestContext} from 'node:test';
import {buildSchema, graphql} from 'graphql';
import {createRepairBackend, quiltt} from '../../../src/backend/index.js';
import type {Provider, QuilttConnection, QuilttOptions, RepairBackendOptions} from '../../../src/backend/index.js';
import {startVendor} from '../../backend/support.js';
import type {SeenRequest, Vendor, VendorReply} from '../../backend/support.js';

export const quilttConnection: QuilttConnection = {provider: 'quiltt', connectionId: 'conn_1', profileId: 'p_1'};

/** The schema as Quiltt's guide has it, as later clients have it, and without the pair for MX. */
export type Generation = 'old' | 'new' | 'plaid only';

/** Only what the tests need of Quiltt's schema, written from the documents and apart from the sandbox's. */
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

/** What a scripted Quiltt knows and answers. */
export interface Script {
  vendor: Vendor;
  /** By id. */
  connections: Record<string, Record<string, unknown>>;
  /** The payload of a mutation, by its name; each is called with the input. */
  mutations: Record<string, (input: Record<string, unknown>) => unknown>;
  /** Answers instead of everything else. */
  intercept: (request: SeenRequest) => VendorReply | undefined | Promise<VendorReply | undefined>;
  /** How often a session token was issued. */
  issued: () => number;
  /** The inputs that a mutation was called with. */
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

/** A server that answers as Quiltt's APIs do, with a real GraphQL engine: what the schema does not know is refused. */
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
    // Through JSON, because the engine makes objects without a prototype.
    const result = await graphql({schema, source: query, rootValue, variableValues: variables, operationName});
    return {body: JSON.parse(JSON.stringify(result)) as object};
  });
  return Object.assign(script, {vendor});
}

export const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

export const operationOf = ({body}: SeenRequest): string =>
  String((body as {operationName?: string} | undefined)?.operationName ?? '');

/** The GraphQL operations that were asked for, in order. */
export const operations = ({vendor}: Script): string[] => vendor.seen.map(operationOf).filter(Boolean);

export const quilttAt = (baseUrl: string, options: Partial<QuilttOptions> = {}) =>
  quiltt({apiSecret: 'qltt_secret', connectorId: 'connector_1', baseUrl, ...options});

/** A backend with Quiltt alone. */
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
