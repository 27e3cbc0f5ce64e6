import {isRecord} from '../../../../sandbox/json.js';
import {institutions, repairable, type QuilttConnection} from '../connections.js';
import {notFound} from '../errors.js';
import type {Profile} from '../profiles.js';
import type {QuilttState} from '../state.js';
import {ProviderError} from '../upstream/provider-error.js';
import type {QuilttVariants} from '../variants.js';
import {payloadOf, type ConnectorMutations, type Input} from './connector-mutations.js';
import {logoImage} from './schema-conflicts.js';

/** The context of an operation. An operation only sees the data of its profile. */
export interface Context {
  readonly profile: Profile;
  /** The connection whose sync has ended. Only set for subscriptions. */
  readonly synced?: QuilttConnection;
}

interface Filter {
  readonly metadata?: unknown;
  readonly provider?: readonly string[] | null;
  readonly status?: readonly string[] | null;
  readonly status_not?: readonly string[] | null;
}

/** The root resolvers, in the form that graphql-js calls. */
export function rootValue(state: QuilttState, mutations: ConnectorMutations): Record<string, unknown> {
  const connectionBody = (connection: QuilttConnection) => describe(connection, state.variants().schema);
  const show = async (payload: ReturnType<typeof payloadOf>) => {
    const {record, ...rest} = await payload;
    return {...rest, record: record && isConnection(record) ? connectionBody(record) : record};
  };
  const find = (profile: Profile, id: string) => {
    const connection = state.connectionOf(profile, id);
    if (!connection) throw notFound(id);
    return connection;
  };

  return {
    connection: ({id}: {id: string}, {profile}: Context) => connectionBody(find(profile, id)),

    connections: ({filter}: {filter?: Filter | null}, {profile}: Context) =>
      state
        .connectionsOf(profile)
        .filter(connection => matches(connection, filter ?? {}))
        .map(connectionBody),

    connectionSimulateError: ({input}: {input: Input}, {profile}: Context) =>
      show(
        payloadOf(input, () => {
          const connection = find(profile, String(input['id']));
          if (connection.environment === 'production') throw refusal('Errors cannot be simulated in production.');
          state.connections.setStatus(connection, repairable, null);
          return connection;
        }),
      ),

    connectionUpdate: ({input}: {input: Input}, {profile}: Context) =>
      show(
        payloadOf(input, () => {
          const connection = find(profile, String(input['id']));
          const {metadata = connection.metadata} = input;
          if (metadata !== null && !isRecord(metadata)) throw refusal('Metadata must be an object.');
          // Unverified: whether Quiltt merges metadata. A host that reads, merges and writes works with both.
          connection.metadata = metadata;
          return connection;
        }),
      ),

    connectorPlaidInitialize: ({input}: {input?: Input | null}, {profile}: Context) =>
      mutations.initialize(profile, 'PLAID', input),
    connectorPlaidClose: ({input}: {input?: Input | null}, {profile}: Context) =>
      show(mutations.close(profile, 'PLAID', input)),
    connectorMxInitialize: ({input}: {input?: Input | null}, {profile}: Context) =>
      mutations.initialize(profile, 'MX', input),
    connectorMxClose: ({input}: {input?: Input | null}, {profile}: Context) =>
      show(mutations.close(profile, 'MX', input)),

    // Executed at the end of each sync. Null when the subscription is for another connection.
    connectionSynced: ({connectionId}: {connectionId?: string | null}, {synced}: Context) =>
      synced && (!connectionId || connectionId === synced.id) ? {connection: connectionBody(synced)} : null,
  };
}

/** Of the records that mutations answer with, only a connection has a profile. */
function isConnection(record: object): record is QuilttConnection {
  return 'profileId' in record;
}

function refusal(message: string): ProviderError {
  return new ProviderError({code: 'FORBIDDEN', message});
}

/** A connection in the format of the schema. The old schema does not have the features of these connections. */
function describe(connection: QuilttConnection, schema: QuilttVariants['schema']): Record<string, unknown> {
  const {id, status, provider, institution, accounts, features, metadata, bank} = connection;
  const logo = `https://assets.example/${institutions[institution.id]?.brand ?? 'bank'}.svg`;
  return {
    id,
    status,
    provider,
    institution: {name: institution.name, logo: schema === 'new' ? {url: logo} : logo, [logoImage]: {url: logo}},
    accounts,
    features: schema === 'old' ? [] : features,
    metadata,
    oauth: bank === 'oauth' || bank === 'oauth-coop',
    externallyManaged: false,
  };
}

function matches({provider, status, metadata}: QuilttConnection, filter: Filter): boolean {
  return (
    (filter.provider?.includes(provider) ?? true) &&
    (filter.status?.includes(status) ?? true) &&
    !filter.status_not?.includes(status) &&
    (filter.metadata === undefined || contains(metadata, filter.metadata))
  );
}

/** Whether metadata contains all entries of a filter. A null filter matches connections without metadata. */
function contains(metadata: Record<string, unknown> | null, wanted: unknown): boolean {
  if (!isRecord(wanted)) return metadata === null;
  return Object.entries(wanted).every(([key, value]) => JSON.stringify(metadata?.[key]) === JSON.stringify(value));
}
