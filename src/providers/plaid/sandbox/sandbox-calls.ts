import type {Environment} from '../../../sandbox/connections.js';
import {text} from '../../../sandbox/json.js';
import type {CallBody, Calls} from './call.js';
import {invalidField, invalidInput, missingFields, PlaidError} from './errors.js';
import {itemOf} from './item-calls.js';
import {institutions} from './items.js';
import type {PlaidState} from './state.js';
import type {PlaidWebhooks} from './webhooks.js';

/** The codes that `/sandbox/item/fire_webhook` accepts here. Plaid also accepts codes of other products. */
const fireable = [
  'NEW_ACCOUNTS_AVAILABLE',
  'LOGIN_REPAIRED',
  'PENDING_DISCONNECT',
  'USER_PERMISSION_REVOKED',
  'USER_ACCOUNT_REVOKED',
];

/** The calls that only exist in Plaid's Sandbox. */
export function sandboxCalls(state: PlaidState, webhooks: PlaidWebhooks): Calls {
  return {
    '/sandbox/public_token/create': (body, environment) => createPublicToken(state, body, environment),
    '/sandbox/item/reset_login': (body, environment) => resetLogin(state, body, environment),
    '/sandbox/item/fire_webhook': (body, environment) => fireWebhook(state, webhooks, body, environment),
  };
}

function createPublicToken(state: PlaidState, body: CallBody, environment: Environment): Record<string, unknown> {
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
  const names = Array.isArray(products) ? products.map(String) : [];
  const item = state.createItem(text(institutionId), environment, names, null);
  return {public_token: state.tokens.createPublic(item.id, environment).token};
}

function resetLogin(state: PlaidState, body: CallBody, environment: Environment): Record<string, unknown> {
  refuseInProduction(environment);
  state.items.setStatus(itemOf(state, body['access_token'], environment), 'ITEM_LOGIN_REQUIRED', null);
  return {reset_login: true};
}

/** Sends a webhook. The item does not change. */
function fireWebhook(
  state: PlaidState,
  webhooks: PlaidWebhooks,
  body: CallBody,
  environment: Environment,
): Record<string, unknown> {
  refuseInProduction(environment);
  const item = itemOf(state, body['access_token'], environment);
  const {webhook_code: code, webhook_type: type = 'ITEM'} = body;
  if (code === undefined) throw missingFields('webhook_code');
  if (type !== 'ITEM') throw invalidField('webhook_type must be ITEM in this stand-in');
  if (!fireable.includes(text(code))) throw invalidField(`webhook_code must be one of: ${fireable.join(', ')}`);
  webhooks.sendItem(item, text(code));
  return {webhook_fired: true};
}

function refuseInProduction(environment: Environment): void {
  if (environment === 'production') {
    throw new PlaidError('INVALID_REQUEST', 'SANDBOX_ONLY', 'this endpoint exists in the Sandbox environment only');
  }
}
