import type {ReportedAccount} from '../../../../contract.js';
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

/** The page's result of a widget that a connector opened. */
export interface ConnectorResult {
  connectorToken: string;
  /** Only from Plaid Link. */
  publicToken: string | undefined;
  /** The widget's own metadata, unchanged. */
  metadata: unknown;
}

/** The part of a completion that comes from Quiltt's record of the connection. */
export interface ClosedConnection extends Pick<ProviderCompletion, 'accounts' | 'institution'> {
  /** Quiltt's id of the connection. */
  id: string;
}

/** Reads a connector's result. Returns undefined for the result of Quiltt's own Connector. */
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
 * Reports the widget's success to Quiltt (`connectorPlaidClose`, `connectorMxClose`). Quiltt's own client repeats this call:
 * the same token gets the same record.
 *
 * @throws {RepairProblem} if Quiltt refuses the result
 */
export async function closeConnector<Connection extends QuilttConnection>(
  api: QuilttApi<Connection>,
  shapes: Shapes<Connection>,
  connection: Connection,
  {connectorToken, publicToken, metadata}: ConnectorResult,
  context: ProviderContext,
): Promise<ClosedConnection> {
  // The result decides, because a disconnected connection no longer has an aggregator.
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

/** Includes the id, because here it comes from Quiltt and not from the browser. */
function readAccount({id, name}: Readonly<Record<string, unknown>>): ReportedAccount {
  return {...(typeof id === 'string' && {id}), ...(typeof name === 'string' && {name})};
}
