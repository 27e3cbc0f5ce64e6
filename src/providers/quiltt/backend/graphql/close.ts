import type {Account} from '../../../../contract.js';
import {readInstitution} from '../../../../backend/institution.js';
import {RepairProblem} from '../../../../backend/problem.js';
import type {ProviderCompletion, ProviderContext} from '../../../../backend/provider.js';
import {isObject} from '../../../../backend/vendor-call.js';
import type {QuilttApi} from '../api.js';
import type {QuilttConnection} from '../options.js';
import {mxConnector, plaidConnector} from './connector.js';
import type {ConnectorMxCloseInput, ConnectorPlaidCloseInput} from './inputs.js';
import {errorSelection, recordOf} from './payload.js';
import type {Shapes} from './shape.js';

/** What the page sends when an aggregator's widget was opened by a connector. */
export interface ConnectorResult {
  connectorToken: string;
  /** From Plaid's Link alone. */
  publicToken: string | undefined;
  /** As the widget gave it. */
  metadata: unknown;
}

/** The part of a completion that Quiltt's record of the connection tells. */
export interface ClosedConnection extends Pick<ProviderCompletion, 'accounts' | 'institution'> {
  /** Quiltt's id of the connection. */
  id: string;
}

/** What a widget's result says of a connector; undefined for the result of Quiltt's own Connector. */
export function connectorResult(result: unknown): ConnectorResult | undefined {
  if (!isObject(result)) return undefined;
  const {connectorToken, publicToken, metadata} = result;
  if (typeof connectorToken !== 'string' || !connectorToken) return undefined;
  return {
    connectorToken,
    publicToken: typeof publicToken === 'string' ? publicToken : undefined,
    metadata: metadata ?? {},
  };
}

/**
 * Tells Quiltt that the widget has succeeded (`connectorPlaidClose`, `connectorMxClose`). Quiltt's own client repeats it
 * freely: the same token gets the same record.
 *
 * @throws {RepairProblem} when Quiltt does not take the result
 */
export async function closeConnector<Connection extends QuilttConnection>(
  api: QuilttApi<Connection>,
  shapes: Shapes<Connection>,
  connection: Connection,
  {connectorToken, publicToken, metadata}: ConnectorResult,
  context: ProviderContext,
): Promise<ClosedConnection> {
  // By what the widget gave, because a connection that was cut off has no aggregator any more.
  const connector = publicToken === undefined ? mxConnector : plaidConnector;
  const shape = await shapes.find(connection, connector, context);
  if (!shape) throw new RepairProblem('completion-failed', {note: 'The schema has no such connector.'});
  const mutation = `connector${connector.name}Close`;
  const operation = `Connector${connector.name}Close`;
  const document = `mutation ${operation}($input: ${operation}Input!) {
  ${mutation}(input: $input) {
    success record { id accounts { id name } institution { name } } errors { ${errorSelection(shape.error)} }
  }
}`;
  const input: ConnectorMxCloseInput | ConnectorPlaidCloseInput = {
    ...(shape.closeInput.has('connectorToken') ? {connectorToken} : {token: connectorToken}),
    metadata,
    ...(publicToken !== undefined && {publicToken}),
  };
  const answer = await api.graphql(connection, {operation, document, variables: {input}}, context);
  if (!(mutation in answer.data)) await shapes.forget(connection, connector);
  const {id, accounts, institution} = recordOf(answer, mutation);
  if (typeof id !== 'string' || !id) throw new RepairProblem('backend-unavailable', {note: 'The record has no id.'});
  return {
    id,
    ...readInstitution(undefined, isObject(institution) ? institution['name'] : undefined),
    ...(Array.isArray(accounts) && {accounts: accounts.filter(isObject).map(readAccount)}),
  };
}

/** With its id, which is Quiltt's word here and not the browser's. */
function readAccount({id, name}: Readonly<Record<string, unknown>>): Account {
  return {...(typeof id === 'string' && {id}), ...(typeof name === 'string' && {name})};
}
