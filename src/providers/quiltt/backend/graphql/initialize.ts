import type {TokenRequest} from '../../../../contract.js';
import {RepairProblem} from '../../../../backend/problem.js';
import type {ProviderContext, RepairToken} from '../../../../backend/provider.js';
import type {QuilttApi} from '../api.js';
import {profileOf} from '../api.js';
import {quilttId} from '../connection.js';
import type {QuilttConnection, QuilttConnectorSettings} from '../options.js';
import {shareCalls} from '../share-calls.js';
import type {Connector} from './connector.js';
import {initializeInput} from './initialize-input.js';
import {errorSelection, recordOf} from './payload.js';
import type {ConnectorShape, Shapes} from './shape.js';
import {readSession} from './session.js';
import type {ConnectorSession} from './session.js';

/**
 * The time in milliseconds in which a repeated token request gets the session of the first one. The element repeats a failed
 * request within half a minute. Later it sends the same `repairId` only if the widget has reported an expired token, and
 * then it needs a new session.
 */
const repeatWindow = 60_000;

/** The time in milliseconds in which a session can be completed: the longest life of its tokens. */
const sessionLifetime = 4 * 60 * 60 * 1000;

/** The stored session. It is secret, so it expires. */
interface StoredSession {
  /** Undefined while it is being created, and after a creation whose outcome is unknown. */
  session?: ConnectorSession;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** The answer to a repeated request while another instance creates the session. */
const sessionInProgress: ConnectorSession = {status: 'WAIT', expiresAt: 0};

/** The connection of a session, and the schema for its request. */
export interface SessionTarget<Connection> {
  connection: Connection;
  connector: Connector;
  shape: ConnectorShape;
}

export type Initialize<Connection> = (
  target: SessionTarget<Connection>,
  request: TokenRequest,
  settings: QuilttConnectorSettings,
  context: ProviderContext,
) => Promise<RepairToken>;

/**
 * Creates a session for an aggregator's widget (`connectorPlaidInitialize`, `connectorMxInitialize`). Each call creates one at
 * the aggregator, so no call is repeated: the session is stored for the time in which its request may be repeated, and the
 * start of the call is stored before it. A failure that may have created a session is answered with 500, because the
 * element repeats a request after 502, 503 and 504.
 */
export function createInitialize<Connection extends QuilttConnection>(
  api: QuilttApi<Connection>,
  shapes: Shapes<Connection>,
): Initialize<Connection> {
  const share = shareCalls<ConnectorSession>();

  return async (target, request, settings, {log, memory}) => {
    const {connection, connector, shape} = target;
    const key = sessionKey(connection, request.repairId);
    const session = await share(key, async () => {
      const stored = await memory.get<StoredSession>(key);
      const createdAt = Date.now();
      if (stored && createdAt - stored.createdAt < repeatWindow) return stored.session ?? sessionInProgress;
      // The call continues if the caller disconnects, so that a repeated request finds its result.
      const context = {log, memory};
      const input = initializeInput(connector, quilttId(connection), request, settings, shape);
      await memory.set(key, {createdAt} satisfies StoredSession, createdAt + repeatWindow);
      let created: ConnectorSession;
      try {
        created = await initialize(api, shapes, target, input, context);
      } catch (error) {
        if (mayBeRepeated(error)) await memory.remove(key);
        throw error;
      }
      if (created.connectorToken === undefined) await memory.remove(key);
      else await memory.set(key, {session: created, createdAt} satisfies StoredSession, createdAt + sessionLifetime);
      return created;
    });
    return toToken(connector, session);
  };
}

/** Returns the connector token of a repair's session, if it is still stored. */
export async function knownConnectorToken(
  connection: QuilttConnection,
  {memory, repairId}: {memory: ProviderContext['memory']; repairId: string},
): Promise<string | undefined> {
  return (await memory.get<StoredSession>(sessionKey(connection, repairId)))?.session?.connectorToken;
}

/** The repair's id comes from the browser, so the key includes the connection that the host has authorized. */
function sessionKey(connection: QuilttConnection, repairId: string): string {
  const parts = [profileOf(connection), quilttId(connection), repairId];
  return `connector:${parts.map(encodeURIComponent).join(':')}`;
}

async function initialize<Connection extends QuilttConnection>(
  api: QuilttApi<Connection>,
  shapes: Shapes<Connection>,
  {connection, connector, shape}: SessionTarget<Connection>,
  input: object,
  context: ProviderContext,
): Promise<ConnectorSession> {
  const mutation = `connector${connector.name}Initialize`;
  const operation = `Connector${connector.name}Initialize`;
  const members = ['connectorStatus', 'status', 'connectorToken', 'token', 'expiration', 'linkToken', 'url'];
  const selection = members.filter(member => shape.record.has(member)).join(' ');
  const document = `mutation ${operation}($input: ${operation}Input!) {
  ${mutation}(input: $input) { success record { ${selection} } errors { ${errorSelection(shape.error)} } }
}`;
  const call = {operation, document, variables: {input}};
  const answer = await api.graphql(connection, call, context).catch(forbidRepetition);
  if (!(mutation in answer.data)) {
    // The mutation was not executed, so it may be repeated with the current schema.
    await shapes.forget(connection, connector);
    throw answer.problem ?? new RepairProblem('backend-unavailable', {note: `${operation} was not carried out.`});
  }
  try {
    return readSession(connector, recordOf(answer, mutation));
  } catch (error) {
    return forbidRepetition(error);
  }
}

/** Prevents the element's automatic retry: the aggregator may have created a session already. */
function forbidRepetition(error: unknown): never {
  if (!(error instanceof RepairProblem) || error.code !== 'backend-unavailable') throw error;
  const {note, retryAfter, vendor} = error;
  throw new RepairProblem(error.code, {
    status: 500,
    note: note ?? 'The outcome of the call is unknown.',
    retryAfter,
    ...(vendor && {vendor}),
  });
}

/** Whether an error shows that no session was created. */
function mayBeRepeated(error: unknown): boolean {
  return error instanceof RepairProblem && !(error.code === 'backend-unavailable' && error.status === 500);
}

/** Converts a session to the token answer for the page. */
function toToken({widget}: Connector, {status, expiresAt, ...secrets}: ConnectorSession): RepairToken {
  if (status !== 'ACTION_REQUIRED') return {status};
  const seconds = Math.floor((expiresAt - Date.now()) / 1000);
  return {status, widget, ...secrets, expiresIn: Math.max(seconds, 1)};
}
