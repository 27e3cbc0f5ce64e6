import {Hono, type Context} from 'hono';
import {bodyOf} from '../../../sandbox/http.js';
import {text} from '../../../sandbox/json.js';
import {accountId, type ConnectTokens} from './connect-tokens.js';
import {connectionBody, healthy, type MeldConnection} from './connections.js';
import {apiKeys} from './credentials.js';
import {errorBody} from './errors.js';
import type {MeldState} from './state.js';

/** Connections with these statuses cannot be repaired. */
const unrepairableStatuses = ['EXPIRED', 'DELETED', 'IN_PROGRESS'];

/** The part of Meld's API that repairs need. */
export function meldApi(state: MeldState, tokens: ConnectTokens, widgetOrigin: () => string): Hono {
  const app = new Hono();

  app.post('/bank-linking/connect/repair', async c => {
    const environment = environmentOf(c);
    if (!environment) return refuse(c, 401, 'UNAUTHORIZED', 'The API key is missing or not valid here.');
    const body = await bodyOf(c.req.raw);
    const connectionId = text(body?.['connectionId']);
    if (connectionId === '') return refuse(c, 400, 'BAD_REQUEST', 'connectionId is required.');
    const connection = state.connectionIn(environment, connectionId);
    if (!connection) return refuse(c, 404, 'NOT_FOUND', `There is no connection ${connectionId}.`);
    if (!isRepairable(state, connection)) {
      return refuse(c, 409, 'CONFLICT', `A connection that is ${connection.status} cannot be repaired.`);
    }
    const connectToken = await tokens.create(connection, state.variants().tokenSeconds);
    return c.json({
      id: connection.id,
      connectToken,
      institutionId: connection.institution.id,
      widgetUrl: `${widgetOrigin()}?connectToken=${connectToken}`,
    });
  });

  app.get('/bank-linking/connections/:id', c => {
    const environment = environmentOf(c);
    if (!environment) return refuse(c, 401, 'UNAUTHORIZED', 'The API key is missing or not valid here.');
    const connection = state.connectionIn(environment, c.req.param('id'));
    if (!connection) return refuse(c, 404, 'NOT_FOUND', `There is no connection ${c.req.param('id')}.`);
    return c.json(connectionBody(connection, accountId));
  });

  app.delete('/bank-linking/connections/:id', c => {
    const environment = environmentOf(c);
    if (!environment) return refuse(c, 401, 'UNAUTHORIZED', 'The API key is missing or not valid here.');
    const connection = state.connectionIn(environment, c.req.param('id'));
    if (!connection) return refuse(c, 404, 'NOT_FOUND', `There is no connection ${c.req.param('id')}.`);
    state.connections.setStatus(connection, 'DELETED', null);
    // Unverified: which 2xx status Meld responds with.
    return c.body(null, 204);
  });

  return app;
}

/** The environment of the API key. Meld writes the scheme in capitals. */
function environmentOf(c: Context): MeldConnection['environment'] | undefined {
  const key = /^BASIC (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
  return Object.hasOwn(apiKeys, key) ? apiKeys[key] : undefined;
}

function isRepairable(state: MeldState, {status, statusReason}: MeldConnection): boolean {
  const {repairOfActive, repairOfPartial} = state.variants();
  if (unrepairableStatuses.includes(status)) return false;
  if (status === healthy && statusReason === null) return repairOfActive === 'allowed';
  if (status === 'PARTIALLY_ACTIVE' || status === 'UNDETERMINED') return repairOfPartial === 'allowed';
  return true;
}

/** An error response. */
export function refuse(c: Context, status: 400 | 401 | 404 | 409, code: string, message: string): Response {
  return c.json(errorBody(code, message), status);
}
