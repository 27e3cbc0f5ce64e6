import type {CompletionRequest} from '../../../contract.js';
import {RepairProblem} from '../../../backend/problem.js';
import type {ProviderCompletion, ProviderContext} from '../../../backend/provider.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {QuilttApi} from './api.js';
import {quilttId, readConnection} from './connection.js';
import type {QuilttRecord} from './connection.js';
import {closeConnector} from './graphql/close.js';
import type {ConnectorResult} from './graphql/close.js';
import {knownConnectorToken} from './graphql/initialize.js';
import type {Shapes} from './graphql/shape.js';
import type {QuilttConnection} from './options.js';

/** A completion, and the aggregator behind the connection. */
export interface QuilttCompletion {
  completion: ProviderCompletion;
  aggregator: string;
}

/**
 * Completes a repair in an aggregator's own widget: Quiltt gets the widget's result, and its record of the connection is the
 * outcome. A browser could send the token of another session of the same person. The token is therefore compared with the
 * one of this repair, and the record of another connection is accepted only if the two are equal.
 *
 * @throws {RepairProblem} `completion-failed` for a token that is not this repair's
 */
export async function completeConnector<Connection extends QuilttConnection>(
  {api, shapes}: {api: QuilttApi<Connection>; shapes: Shapes<Connection>},
  connection: Connection,
  {repairId, claimed}: Pick<CompletionRequest, 'repairId'> & {claimed: ConnectorResult},
  context: ProviderContext,
): Promise<QuilttCompletion> {
  const known = await knownConnectorToken(connection, {memory: context.memory, repairId});
  if (known !== undefined && known !== claimed.connectorToken) {
    throw new RepairProblem('completion-failed', {
      note: 'The connector token is not the one that this repair was given.',
    });
  }
  const {id, ...closed} = await closeConnector(api, shapes, connection, claimed, context);
  const isChanged = id !== quilttId(connection);
  if (isChanged && known === undefined) {
    throw new RepairProblem('completion-failed', {note: 'The connector token belongs to another connection.'});
  }
  const {observed, aggregator} = await readConnection(api, connection, id, context);
  return {completion: {...observed, ...closed, ...(isChanged && {providerConnectionId: id})}, aggregator};
}

/**
 * Completes a repair in Quiltt's Connector. It needs no call of its own: the connection is read. The Connector's events name
 * the connection. Another connection is accepted only if the profile has it, at the same institution and through the same
 * aggregator.
 */
export async function completeReconnect<Connection extends QuilttConnection>(
  api: QuilttApi<Connection>,
  connection: Connection,
  result: unknown,
  context: ProviderContext,
): Promise<QuilttCompletion> {
  const own = quilttId(connection);
  const found = await readConnection(api, connection, own, context);
  const claimed = claimedConnection(result);
  if (claimed !== undefined && claimed !== own) {
    const other = await readConnection(api, connection, claimed, context).catch(unlessMissing);
    if (other && isSameInstitution(found, other)) {
      return {completion: {...other.observed, providerConnectionId: claimed}, aggregator: other.aggregator};
    }
    context.log.warn('The Connector named another connection, and Quiltt does not confirm it.');
  }
  return {completion: found.observed, aggregator: found.aggregator};
}

function claimedConnection(result: unknown): string | undefined {
  if (!isObject(result)) return undefined;
  const metadata = isObject(result['metadata']) ? result['metadata'] : {};
  const id = result['connectionId'] ?? metadata['connectionId'];
  return typeof id === 'string' && /^conn_\w{1,80}$/.test(id) ? id : undefined;
}

/** Whether two connections are at the same institution, through the same aggregator. */
function isSameInstitution(one: QuilttRecord, other: QuilttRecord): boolean {
  const name = one.observed.institution?.name;
  return name !== undefined && name === other.observed.institution?.name && one.aggregator === other.aggregator;
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof RepairProblem && error.code === 'connection-not-found') return undefined;
  throw error;
}
