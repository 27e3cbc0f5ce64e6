import type {TokenRequest} from '../../../../contract.js';
import type {ProviderContext, RepairToken} from '../../../../backend/provider.js';
import type {JsonObject} from '../../../../backend/vendor-call.js';
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
  session: ConnectorSession;
  /** Milliseconds since the epoch. */
  madeAt: number;
}

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
 * the aggregator, so none is repeated: what a repair has got is kept for the time in which its request may come again.
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
      if (kept && madeAt - kept.madeAt < repeatWindow) return kept.session;
      // Goes on although the caller may have gone: the repetition is to find what has come of it.
      const context = {log, memory};
      const input = initializeInput(connector, quilttId(connection), request, settings, shape);
      const made = readSession(connector, await initialize(api, shapes, target, input, context));
      if (made.connectorToken !== undefined) {
        await memory.set(key, {session: made, madeAt} satisfies KeptSession, madeAt + sessionLife);
      }
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
  return (await memory.get<KeptSession>(sessionKey(connection, repairId)))?.session.connectorToken;
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
): Promise<JsonObject> {
  const mutation = `connector${connector.name}Initialize`;
  const operation = `Connector${connector.name}Initialize`;
  const wanted = ['connectorStatus', 'status', 'connectorToken', 'token', 'expiration', 'linkToken', 'url'];
  const selection = wanted.filter(member => shape.record.has(member)).join(' ');
  const document = `mutation ${operation}($input: ${operation}Input!) {
  ${mutation}(input: $input) { success record { ${selection} } errors { ${errorSelection(shape.error)} } }
}`;
  const answer = await api.graphql(connection, {operation, document, variables: {input}}, context);
  if (!(mutation in answer.data)) await shapes.forget(connection, connector);
  return recordOf(answer, mutation);
}

/** What the page gets to open the widget with. */
function toToken({widget}: Connector, {status, expiresAt, ...secrets}: ConnectorSession): RepairToken {
  if (status !== 'ACTION_REQUIRED') return {status};
  const seconds = Math.floor((expiresAt - Date.now()) / 1000);
  return {status, widget, ...secrets, expiresIn: Math.max(seconds, 1)};
}
