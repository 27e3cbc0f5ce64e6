import {Hono, type Context} from 'hono';
import {bodyOf, text} from '../../../sandbox/http.js';
import {clientId, secrets} from './credentials.js';
import {invalidInput, missingFields, newRequestId, PlaidError} from './errors.js';
import {healthy, institutions, itemError, type PlaidItem} from './items.js';
import {checkLinkTokenRequest} from './link-token-request.js';
import type {Environment} from '../../../sandbox/connections.js';
import type {PlaidState} from './state.js';

type Body = Readonly<Record<string, unknown>>;

/** A call's answer without its request id. */
type Call = (body: Body, environment: Environment) => Record<string, unknown>;

/** Plaid's API, as far as a repair needs it. */
export function plaidApi(state: PlaidState): Hono {
  const app = new Hono();
  const calls: Readonly<Record<string, Call>> = {
    '/link/token/create': (body, environment) => createLinkToken(state, body, environment),
    '/item/get': (body, environment) => getItem(state, body, environment),
    '/item/public_token/exchange': (body, environment) => exchange(state, body, environment),
    '/sandbox/public_token/create': (body, environment) => createPublicToken(state, body, environment),
    '/sandbox/item/reset_login': (body, environment) => resetLogin(state, body, environment),
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
    return c.json(error.body(requestId), error.httpStatus as 400);
  }
}

/** The environment that the credentials open; they may come in headers or in the body. */
function environmentOf(c: Context, body: Body): Environment {
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

function itemOf(state: PlaidState, token: unknown, environment: Environment): PlaidItem {
  if (token === undefined || token === null) throw missingFields('access_token');
  const item = state.items.list().find(candidate => candidate.accessToken === token);
  if (/^access-(sandbox|production)-/.exec(text(token))?.[1] !== environment) {
    throw invalidInput('INVALID_ACCESS_TOKEN', `provided access token is not one of the ${environment} environment`);
  }
  if (!item) throw invalidInput('INVALID_ACCESS_TOKEN', 'could not find matching access token');
  if (item.status === 'ITEM_NOT_FOUND') {
    throw new PlaidError('ITEM_ERROR', 'ITEM_NOT_FOUND', 'the item has been removed');
  }
  return item;
}

function createLinkToken(state: PlaidState, body: Body, environment: Environment): Record<string, unknown> {
  const {accessToken, ...request} = checkLinkTokenRequest(body, environment, state.variants().redirectUris);
  const itemId = accessToken === null ? null : itemOf(state, accessToken, environment).id;
  const {token, expiresAt} = state.tokens.createLink({environment, itemId, ...request});
  return {link_token: token, expiration: new Date(expiresAt).toISOString()};
}

function getItem(state: PlaidState, body: Body, environment: Environment): Record<string, unknown> {
  const item = itemOf(state, body['access_token'], environment);
  const updated = new Date(item.updatedAt).toISOString();
  const ok = item.status === healthy;
  return {
    item: {
      item_id: item.id,
      institution_id: item.institution.id,
      institution_name: item.institution.name,
      webhook: null,
      error: itemError(item),
      available_products: ['balance', 'identity'],
      billed_products: item.products,
      products: item.products,
      consented_products: item.products,
      consent_expiration_time: null,
      update_type: 'background',
    },
    status: {
      transactions: {last_successful_update: ok ? updated : null, last_failed_update: ok ? null : updated},
      investments: null,
      last_webhook: null,
    },
  };
}

function exchange(state: PlaidState, body: Body, environment: Environment): Record<string, unknown> {
  if (body['public_token'] === undefined) throw missingFields('public_token');
  const taken = state.tokens.takePublic(text(body['public_token']), environment);
  const item = taken && state.items.find(taken.itemId);
  if (!item)
    throw invalidInput(
      'INVALID_PUBLIC_TOKEN',
      'provided public token is unknown, used, expired or of another environment',
    );
  return {access_token: item.accessToken, item_id: item.id};
}

function createPublicToken(state: PlaidState, body: Body, environment: Environment): Record<string, unknown> {
  refuseInProduction(environment);
  const {institution_id: institutionId, initial_products: products} = body;
  const missing = ['institution_id', 'initial_products'].filter(field => body[field] === undefined);
  if (missing.length > 0) throw missingFields(...missing);
  if (!Object.hasOwn(institutions, text(institutionId))) {
    throw invalidInput(
      'INVALID_INSTITUTION',
      `unknown institution_id; this stand-in has: ${Object.keys(institutions).join(', ')}`,
    );
  }
  const item = state.createItem(text(institutionId), environment, Array.isArray(products) ? products.map(String) : []);
  return {public_token: state.tokens.createPublic(item.id, environment).token};
}

function resetLogin(state: PlaidState, body: Body, environment: Environment): Record<string, unknown> {
  refuseInProduction(environment);
  state.items.setStatus(itemOf(state, body['access_token'], environment), 'ITEM_LOGIN_REQUIRED', null);
  return {reset_login: true};
}

function refuseInProduction(environment: Environment): void {
  if (environment === 'production') {
    throw new PlaidError('INVALID_REQUEST', 'SANDBOX_ONLY', 'this endpoint exists in the Sandbox environment only');
  }
}
