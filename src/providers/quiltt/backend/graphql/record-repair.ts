import type {ProviderContext} from '../../../../backend/provider.js';
import {RepairProblem} from '../../../../backend/problem.js';
import {isObject} from '../../../../backend/vendor-call.js';
import type {QuilttApi} from '../api.js';
import type {QuilttConnection} from '../options.js';
import type {ConnectionUpdateInput} from './inputs.js';
import {recordOf} from './payload.js';

/** The record of a repair in a connection's metadata. */
export interface RepairRecord {
  /** ISO 8601. */
  repairedAt: string;
  /** The aggregator, by Quiltt's name. */
  provider: string;
  /** `pending` while Quiltt's status is not healthy yet. */
  outcome: 'successful' | 'pending';
}

const readMetadata = `query ConnectionMetadata($id: ID!) { connection(id: $id) { metadata } }`;
const updateConnection = `mutation ConnectionUpdate($input: ConnectionUpdateInput!) {
  connectionUpdate(input: $input) { success record { id } errors { message } }
}`;

/**
 * Writes a repair into the connection's metadata, under `name`, and keeps the other members. Quiltt probably replaces the
 * whole metadata (unverified), so a concurrent write of another client is lost. A failure is logged and does not fail the
 * repair.
 */
export async function recordRepair<Connection extends QuilttConnection>(
  api: QuilttApi<Connection>,
  connection: Connection,
  {id, name, repair}: {id: string; name: string; repair: RepairRecord},
  context: ProviderContext,
): Promise<void> {
  try {
    const read = await api.graphql(
      connection,
      {operation: 'ConnectionMetadata', document: readMetadata, variables: {id}},
      context,
    );
    const {connection: found} = read.data;
    if (!isObject(found)) throw read.problem ?? new RepairProblem('connection-not-found');
    const metadata = found['metadata'] ?? {};
    if (!isObject(metadata)) {
      context.log.warn('The metadata of the connection is no object, so the repair is not written into it.');
      return;
    }
    const input: ConnectionUpdateInput = {id, metadata: {...metadata, [name]: repair}};
    const call = {operation: 'ConnectionUpdate', document: updateConnection, variables: {input}};
    recordOf(await api.graphql(connection, call, context), 'connectionUpdate');
  } catch (error) {
    if (!(error instanceof RepairProblem)) throw error;
    context.log.warn('The repair could not be written into the metadata of the connection.', {code: error.code});
  }
}
