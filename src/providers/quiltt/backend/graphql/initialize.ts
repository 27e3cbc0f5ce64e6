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
 * Milliseconds in which a repetition of a token request gets the session that the first one has made. The element repeats a
 * request that did not get through within half a minute; later it asks with the same `repairId` only when the widget
 * has found the token dead, and then the same one again would be of no use.
 */
const repeatWindow = 60_000;

/** Milliseconds that a session can be completed in: as long as the longest-lived of the tokens in it. */
const sessionLife = 4 * 60 * 60 * 1000;

/** What is kept of a session: secret, so it has an end. */
interface KeptSession {
  /** Missing while it is being made, and where nobody knows what has come of that. */
  session?: ConnectorSession;
  /** Milliseconds since the epoch. */
  madeAt: number;
}

/** For a repetition that comes while another instance is still at it. */
const unknownYet: ConnectorSession = {status: 'WAIT', expiresAt: 0};

/** Whose session it is to be, and in which words it is asked for. */
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
 * Begins a session in an aggregator's widget (`connectorPlaidInitialize`, `connectorMxInitialize`). Each call makes one at
 * the aggregator, so none is repeated: what a repair has got is kept for the time in which its request may come again, and
 * that it has asked is kept before. A failure that may have left a session behind is answered with 500, because the
 * element repeats a request by itself after 502, 503 and 504.
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
      const kept = await memory.get<KeptSession>(key);
      const madeAt = Date.now();
      if (kept && madeAt - kept.madeAt < repeatWindow) return kept.session ?? unknownYet;
      // Goes on although the caller may have gone: the repetition is to find what has come of it.
      const context = {log, memory};
      const input = initializeInput(connector, quilttId(connection), request, settings, shape);
      await memory.set(key, {madeAt} satisfies KeptSession, madeAt + repeatWindow);
      let made: ConnectorSession;
      try {
        made = await initialize(api, shapes, target, input, context);
      } catch (error) {
        if (mayBeRepeated(error)) await memory.remove(key);
        throw error;
      }
      if (made.connectorToken === undefined) await memory.remove(key);
      else await memory.set(key, {session: made, madeAt} satisfies KeptSession, madeAt + sessionLife);
      return made;
    });
    return toToken(connector, session);
  };
}

/** The token of the session that a repair was given, while it is known. */
export async function knownConnectorToken(
  connection: QuilttConnection,
  {memory, repairId}: {memory: ProviderContext['memory']; repairId: string},
): Promise<string | undefined> {
  return (await memory.get<KeptSession>(sessionKey(connection, repairId)))?.session?.connectorToken;
}

/** The repair's id comes from a browser, so it counts together with the connection that the host has agreed to. */
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
  const wanted = ['connectorStatus', 'status', 'connectorToken', 'token', 'expiration', 'linkToken', 'url'];
  const selection = wanted.filter(member => shape.record.has(member)).join(' ');
  const document = `mutation ${operation}($input: ${operation}Input!) {
  ${mutation}(input: $input) { success record { ${selection} } errors { ${errorSelection(shape.error)} } }
}`;
  const call = {operation, document, variables: {input}};
  const answer = await api.graphql(connection, call, context).catch(forbidRepetition);
  if (!(mutation in answer.data)) {
    // Nothing was carried out, and with the schema of today it may be asked for once more.
    await shapes.forget(connection, connector);
    throw answer.problem ?? new RepairProblem('backend-unavailable', {note: `${operation} was not carried out.`});
  }
  try {
    return readSession(connector, recordOf(answer, mutation));
  } catch (error) {
    return forbidRepetition(error);
  }
}

/** What the element would repeat by itself, it must not: there may be a session at the aggregator already. */
function forbidRepetition(error: unknown): never {
  if (!(error instanceof RepairProblem) || error.code !== 'backend-unavailable') throw error;
  const {note, retryAfter, vendor} = error;
  throw new RepairProblem(error.code, {
    status: 500,
    note: note ?? 'What has come of the call is not known.',
    retryAfter,
    ...(vendor && {vendor}),
  });
}

/** Whether an error says that no session was made. */
function mayBeRepeated(error: unknown): boolean {
  return error instanceof RepairProblem && !(error.code === 'backend-unavailable' && error.status === 500);
}

/** What the page gets to open the widget with. */
function toToken({widget}: Connector, {status, expiresAt, ...secrets}: ConnectorSession): RepairToken {
  if (status !== 'ACTION_REQUIRED') return {status};
  const seconds = Math.floor((expiresAt - Date.now()) / 1000);
  return {status, widget, ...secrets, expiresIn: Math.max(seconds, 1)};
}
