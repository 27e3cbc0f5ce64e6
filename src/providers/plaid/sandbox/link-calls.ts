import type {Environment} from '../../../sandbox/connections.js';
import {text} from '../../../sandbox/json.js';
import type {CallBody, Calls} from './call.js';
import {invalidInput, missingFields, PlaidError} from './errors.js';
import {itemOf} from './item-calls.js';
import {checkLinkTokenRequest} from './link-token-request.js';
import type {PlaidState} from './state.js';

/** The calls about link tokens. */
export function linkCalls(state: PlaidState, ownOrigin: () => string): Calls {
  return {
    '/link/token/create': (body, environment) => createLinkToken(state, body, environment, ownOrigin()),
    '/link/token/get': (body, environment) => getLinkToken(state, body, environment),
  };
}

function createLinkToken(
  state: PlaidState,
  body: CallBody,
  environment: Environment,
  origin: string,
): Record<string, unknown> {
  const {redirectUris, repairOfRevoked} = state.variants();
  const {accessToken, ...request} = checkLinkTokenRequest(body, environment, redirectUris);
  const item = accessToken === null ? null : itemOf(state, accessToken, environment);
  if (item?.status === 'USER_PERMISSION_REVOKED' && repairOfRevoked === 'refused') {
    throw new PlaidError('ITEM_ERROR', 'USER_PERMISSION_REVOKED', 'the user has withdrawn the permission');
  }
  const {token, expiresAt, pageId} = state.tokens.createLink({environment, itemId: item?.id ?? null, ...request});
  return {
    link_token: token,
    expiration: new Date(expiresAt).toISOString(),
    ...(request.hosted && {hosted_link_url: `${origin}/link/hosted/${pageId}`}),
  };
}

function getLinkToken(state: PlaidState, body: CallBody, environment: Environment): Record<string, unknown> {
  if (body['link_token'] === undefined) throw missingFields('link_token');
  const record = state.tokens.findLink(text(body['link_token']));
  if (record?.environment !== environment) {
    throw invalidInput('INVALID_LINK_TOKEN', 'the link token is unknown or of another environment');
  }
  const {token, createdAt, expiresAt, metadata} = record;
  return {
    link_token: token,
    created_at: new Date(createdAt).toISOString(),
    expiration: new Date(expiresAt).toISOString(),
    link_sessions: state.records.of(token),
    metadata,
  };
}
