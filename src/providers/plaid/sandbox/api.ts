import {Hono, type Context} from 'hono';
import type {Environment} from '../../../sandbox/connections.js';
import {bodyOf} from '../../../sandbox/http.js';
import {text} from '../../../sandbox/json.js';
import type {Call, CallBody, Calls} from './call.js';
import {clientId, secrets} from './credentials.js';
import {invalidInput, missingFields, newRequestId, PlaidError} from './errors.js';
import {itemCalls} from './item-calls.js';
import {linkCalls} from './link-calls.js';
import {sandboxCalls} from './sandbox-calls.js';
import type {PlaidState} from './state.js';
import type {PlaidWebhooks} from './webhooks.js';

/** The part of Plaid's API that repairs need. */
export function plaidApi(state: PlaidState, webhooks: PlaidWebhooks, ownOrigin: () => string): Hono {
  const app = new Hono();
  const calls: Calls = {
    ...linkCalls(state, ownOrigin),
    ...itemCalls(state, webhooks),
    ...sandboxCalls(state, webhooks),
  };
  for (const [path, call] of Object.entries(calls)) app.post(path, c => answer(c, call));
  return app;
}

async function answer(c: Context, call: Call): Promise<Response> {
  const requestId = newRequestId();
  try {
    const body = await bodyOf(c.req.raw);
    if (!body) throw new PlaidError('INVALID_REQUEST', 'INVALID_BODY', 'the body must be a JSON object, sent as JSON');
    const result = call(body, environmentOf(c, body));
    return c.json({...result, request_id: requestId});
  } catch (error) {
    if (!(error instanceof PlaidError)) throw error;
    return c.json(error.body(requestId), error.httpStatus);
  }
}

/** The environment of the credentials, which are in the headers or in the body. */
function environmentOf(c: Context, body: CallBody): Environment {
  const id = c.req.header('PLAID-CLIENT-ID') ?? body['client_id'];
  const secret = c.req.header('PLAID-SECRET') ?? body['secret'];
  const missing = Object.entries({client_id: id, secret}).flatMap(([name, value]) =>
    value === undefined ? [name] : [],
  );
  if (missing.length > 0) throw missingFields(...missing);
  const environment = Object.hasOwn(secrets, text(secret)) ? secrets[text(secret)] : undefined;
  if (id !== clientId || !environment) throw invalidInput('INVALID_API_KEYS', 'invalid client_id or secret provided');
  return environment;
}
