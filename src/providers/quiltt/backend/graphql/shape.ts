import type {ProviderContext} from '../../../../backend/provider.js';
import {RepairProblem} from '../../../../backend/problem.js';
import {isObject} from '../../../../backend/vendor-call.js';
import type {QuilttApi} from '../api.js';
import type {QuilttConnection} from '../options.js';
import type {Connector} from './connector.js';

/** The members that a connector's types have in the schema that Quiltt serves. */
export interface ConnectorShape {
  /** Of the input of `…Initialize`. */
  input: ReadonlySet<string>;
  /** Of its record. */
  record: ReadonlySet<string>;
  /** Of an error in a payload of either mutation. */
  error: ReadonlySet<string>;
  /** Of the input of `…Close`. */
  closeInput: ReadonlySet<string>;
  /** The features that can be requested; empty if they are unknown. */
  features: ReadonlySet<string>;
}

/** The time in milliseconds until the schema is read again. */
const shapeLife = 60 * 60 * 1000;

/**
 * Reads the schema, because one document cannot serve all versions: Quiltt refuses a request with an unknown member, and the
 * guide's `connectorStatus`, `connectorToken` and `features` are `status`, `token` and `featuresRequired` in later types.
 * Trying the names in turn would repeat a mutation that must not be repeated.
 */
const document = `query ConnectorShape($input: String!, $payload: String!, $closeInput: String!) {
  input: __type(name: $input) { inputFields { name } }
  payload: __type(name: $payload) { fields { name type { ...Members ofType { ...Members ofType { ...Members ofType { ...Members } } } } } }
  closeInput: __type(name: $closeInput) { inputFields { name } }
  feature: __type(name: "ConnectionFeature") { enumValues { name } }
}
fragment Members on __Type { fields { name } }`;

export interface Shapes<Connection> {
  /** Resolves with undefined if the schema has no such connector. */
  find(connection: Connection, connector: Connector, context: ProviderContext): Promise<ConnectorShape | undefined>;
  /** Discards a stored shape after a refusal, because the schema may have changed. */
  forget(connection: Connection, connector: Connector): Promise<void>;
}

/** Makes the cache of shapes in this process. Shapes are not secret and do not depend on the person. */
export function createShapes<Connection extends QuilttConnection>(api: QuilttApi<Connection>): Shapes<Connection> {
  const known = new Map<string, {shape: ConnectorShape | undefined; until: number}>();
  const keyOf = async (connection: Connection, {name}: Connector) =>
    `${(await api.accountOf(connection)).apiUrl} ${name}`;

  return {
    async find(connection, connector, context) {
      const key = await keyOf(connection, connector);
      const kept = known.get(key);
      if (kept && kept.until > Date.now()) return kept.shape;
      const shape = await readShape(api, connection, connector, context);
      known.set(key, {shape, until: Date.now() + shapeLife});
      return shape;
    },
    async forget(connection, connector) {
      known.delete(await keyOf(connection, connector));
    },
  };
}

async function readShape<Connection extends QuilttConnection>(
  api: QuilttApi<Connection>,
  connection: Connection,
  connector: Connector,
  context: ProviderContext,
): Promise<ConnectorShape | undefined> {
  const prefix = `Connector${connector.name}`;
  const variables = {
    input: `${prefix}InitializeInput`,
    payload: `${prefix}InitializePayload`,
    closeInput: `${prefix}CloseInput`,
  };
  const answer = await api
    .graphql(connection, {operation: 'ConnectorShape', document, variables}, context)
    .catch(unlessRefused);
  if (answer?.problem?.code === 'rate-limited') throw answer.problem;
  if (!answer || !('input' in answer.data)) {
    // A server may not expose its schema. The guide's names are the best fallback.
    context.log.warn('Quiltt does not expose its schema; the names of its guide are used.');
    return guideShape(connector);
  }
  const {input, payload, closeInput, feature} = answer.data;
  const record = membersOf(fieldType(payload, 'record'));
  if (!isObject(input) || record.size === 0 || !isObject(closeInput)) return undefined;
  return {
    input: namesOf(input['inputFields']),
    record,
    error: membersOf(fieldType(payload, 'errors')),
    closeInput: namesOf(closeInput['inputFields']),
    features: isObject(feature) ? namesOf(feature['enumValues']) : new Set(),
  };
}

/** Ignores a refusal of the query. A network failure, a wrong secret or a rate limit is thrown. */
function unlessRefused(error: unknown): undefined {
  if (error instanceof RepairProblem && error.code === 'invalid-configuration') return undefined;
  throw error;
}

/** The names in Quiltt's guide. The guide has no error members for MX. */
function guideShape({name}: Connector): ConnectorShape {
  const common = ['clientMutationId', 'connectionId', 'features'];
  return {
    input: new Set(common),
    record: new Set([
      'connectorStatus',
      'connectorToken',
      ...(name === 'Plaid' ? ['expiration', 'linkToken'] : ['url']),
    ]),
    error: new Set(name === 'Plaid' ? ['code'] : []),
    closeInput: new Set(['clientMutationId', 'connectorToken', 'metadata', 'publicToken']),
    features: new Set(),
  };
}

function fieldType(payload: unknown, name: string): unknown {
  const fields = isObject(payload) && Array.isArray(payload['fields']) ? payload['fields'] : [];
  return fields.filter(isObject).find(field => field['name'] === name)?.['type'];
}

/** The members of a type inside list and non-null types. */
function membersOf(type: unknown): ReadonlySet<string> {
  if (!isObject(type)) return new Set();
  const members = namesOf(type['fields']);
  return members.size > 0 ? members : membersOf(type['ofType']);
}

function namesOf(list: unknown): ReadonlySet<string> {
  if (!Array.isArray(list)) return new Set();
  return new Set(list.filter(isObject).flatMap(({name}) => (typeof name === 'string' ? [name] : [])));
}
