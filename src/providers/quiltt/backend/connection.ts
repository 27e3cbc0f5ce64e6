import {requireSetting} from '../../../backend/configuration-error.js';
import {readInstitution} from '../../../backend/institution.js';
import {RepairProblem} from '../../../backend/problem.js';
import type {ProviderContext, ProviderStatus} from '../../../backend/provider.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {QuilttApi} from './api.js';
import type {QuilttConnection} from './options.js';

/** A connection, as read from Quiltt. */
export interface QuilttRecord {
  observed: ProviderStatus;
  /** The connection's aggregator: `PLAID`, `MX`, `FINICITY`, `AKOYA`, `MOCK`; Quiltt may add others. */
  aggregator: string;
}

const document = `query Connection($id: ID!) {
  connection(id: $id) { id status provider institution { name } }
}`;

/**
 * Reads a connection of the profile. Quiltt's REST API has no call for one.
 *
 * @throws {RepairProblem} `connection-not-found` if the profile does not have it
 */
export async function readConnection<Connection extends QuilttConnection>(
  api: QuilttApi<Connection>,
  connection: Connection,
  id: string,
  context: ProviderContext,
): Promise<QuilttRecord> {
  const {data, problem} = await api.graphql(connection, {operation: 'Connection', document, variables: {id}}, context);
  const {connection: found} = data;
  if (!isObject(found)) throw problem ?? new RepairProblem('connection-not-found');
  const {status, provider, institution} = found;
  if (typeof status !== 'string' || !status) {
    throw problem ?? new RepairProblem('backend-unavailable', {note: 'The connection has no status.'});
  }
  return {
    observed: {
      status,
      statusReason: null,
      ...readInstitution(undefined, isObject(institution) ? institution['name'] : undefined),
    },
    aggregator: typeof provider === 'string' ? provider : '',
  };
}

export function quilttId(connection: QuilttConnection): string {
  return requireSetting(connection.connectionId, 'connectionId of the connection');
}
