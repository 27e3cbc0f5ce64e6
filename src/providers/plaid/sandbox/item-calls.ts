import type {Environment} from '../../../sandbox/connections.js';
import {text} from '../../../sandbox/json.js';
import type {CallBody, Calls} from './call.js';
import {invalidInput, missingFields, PlaidError} from './errors.js';
import type {PlaidItem} from './items.js';
import {checkWebUrl} from './link-token-request.js';
import type {PlaidState} from './state.js';
import {healthy, itemError} from './statuses.js';
import type {PlaidWebhooks} from './webhooks.js';

/** The calls about items and their webhooks. */
export function itemCalls(state: PlaidState, webhooks: PlaidWebhooks): Calls {
  return {
    '/item/get': (body, environment) => getItem(itemOf(state, body['access_token'], environment)),
    '/item/public_token/exchange': (body, environment) => exchange(state, body, environment),
    '/item/webhook/update': (body, environment) => updateWebhook(state, body, environment),
    '/webhook_verification_key/get': (body, environment) => getKey(webhooks, body, environment),
  };
}

/**
 * The item of an access token.
 * @throws {PlaidError} when the token is missing, unknown or of the other environment, or the item is removed
 */
export function itemOf(state: PlaidState, token: unknown, environment: Environment): PlaidItem {
  if (token === undefined || token === null) throw missingFields('access_token');
  const item = state.items.list().find(candidate => candidate.accessToken === token);
  if (!text(token).startsWith(`access-${environment}-`)) {
    throw invalidInput('INVALID_ACCESS_TOKEN', `provided access token is not one of the ${environment} environment`);
  }
  if (!item) throw invalidInput('INVALID_ACCESS_TOKEN', 'could not find matching access token');
  if (item.status === 'ITEM_NOT_FOUND') {
    throw new PlaidError('ITEM_ERROR', 'ITEM_NOT_FOUND', 'the item has been removed');
  }
  return item;
}

function getItem(item: PlaidItem): Record<string, unknown> {
  const updated = new Date(item.updatedAt).toISOString();
  const ok = item.status === healthy;
  return {
    item: itemBody(item),
    status: {
      transactions: {last_successful_update: ok ? updated : null, last_failed_update: ok ? null : updated},
      investments: null,
      last_webhook: null,
    },
  };
}

/** The item in the format of Plaid's API. Of the warnings, it only contains the end of the consent. */
function itemBody(item: PlaidItem): Record<string, unknown> {
  const {consentExpiresAt} = item;
  return {
    item_id: item.id,
    institution_id: item.institution.id,
    institution_name: item.institution.name,
    webhook: item.webhook,
    error: itemError(item),
    available_products: ['balance', 'identity'],
    billed_products: item.products,
    products: item.products,
    consented_products: item.products,
    consent_expiration_time: consentExpiresAt === null ? null : new Date(consentExpiresAt).toISOString(),
    update_type: 'background',
  };
}

function exchange(state: PlaidState, body: CallBody, environment: Environment): Record<string, unknown> {
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

function updateWebhook(state: PlaidState, body: CallBody, environment: Environment): Record<string, unknown> {
  const item = itemOf(state, body['access_token'], environment);
  item.webhook = checkWebUrl('webhook', body['webhook']);
  return {item: itemBody(item)};
}

function getKey(webhooks: PlaidWebhooks, body: CallBody, environment: Environment): Record<string, unknown> {
  if (body['key_id'] === undefined) throw missingFields('key_id');
  const key = webhooks.keys.find(text(body['key_id']), environment);
  // Unverified: the error code.
  if (!key) throw invalidInput('INVALID_WEBHOOK_VERIFICATION_KEY_ID', 'there is no such key in this environment');
  return {key};
}
