import {ConfigurationError} from '../../../backend/configuration-error.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {JsonObject} from '../../../backend/vendor-call.js';
import {readJsonBody} from '../../../backend/webhooks/json-body.js';
import {refuseWebhook, verifyBasic} from '../../../backend/webhooks/verify.js';
import type {BasicCredentials} from '../../../backend/webhooks/verify.js';
import type {ProviderWebhooks, WebhookEvent, WebhookRequest} from '../../../backend/webhooks/webhook.js';

/**
 * Webhook types after which a member's status may have changed. MX sends `CONNECTION_STATUS` for statuses that require an
 * action of the person, but not when a member is connected again; the other types follow an aggregation and cover that.
 * The list may be incomplete (unverified); a missing type only delays an update.
 */
const types: ReadonlySet<string> = new Set([
  'CONNECTION_STATUS',
  'AGGREGATION',
  'MEMBER',
  'MEMBER_DATA_UPDATED',
  'BACKGROUND_AGGREGATION',
]);

/**
 * MX's webhooks. They use HTTP Basic without a signature, so their contents are not trusted: each only triggers a status
 * call to MX. They have no ids, and equal changes have equal bodies, so they are not deduplicated; a replay costs one call.
 *
 * @throws {ConfigurationError} for empty or invalid credentials
 */
export function mxWebhooks(webhook: BasicCredentials | readonly BasicCredentials[]): ProviderWebhooks {
  const credentials = checkCredentials(webhook);
  return {
    rememberIds: 0,
    // As MX's page on webhooks requires.
    acknowledge: 204,

    async verify({headers}) {
      if (await verifyBasic(headers.get('authorization'), credentials)) return;
      throw refuseWebhook('The credentials of the webhook are wrong or missing.');
    },

    read: request => Promise.resolve(readBatch(readJsonBody(request)).map(event => readEvent(event, request))),
  };
}

/** MX documents one event per delivery; a list is accepted as well (unverified). */
function readBatch(body: unknown): JsonObject[] {
  if (Array.isArray(body)) return body.filter(isObject);
  return isObject(body) ? [body] : [];
}

function readEvent(event: JsonObject, {receivedAt}: WebhookRequest): WebhookEvent {
  const type = text(event['type']) ?? 'unknown';
  const memberGuid = text(event['member_guid']);
  const userGuid = text(event['user_guid']);
  return {
    type,
    providerConnectionId: memberGuid,
    at: receivedAt,
    change: memberGuid !== undefined && types.has(type.toUpperCase()) ? {kind: 'read'} : {kind: 'none'},
    ...(memberGuid !== undefined && userGuid !== undefined && {connection: {userGuid, memberGuid}}),
  };
}

/** Ids and types have no other characters; other values must not get into logs or storage keys. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w-]{1,80}$/.test(value) ? value : undefined;
}

function checkCredentials(webhook: BasicCredentials | readonly BasicCredentials[]): readonly BasicCredentials[] {
  const list: readonly unknown[] = Array.isArray(webhook) ? webhook : [webhook];
  const isCredential = (entry: unknown) =>
    isObject(entry) && ['username', 'password'].every(name => typeof entry[name] === 'string' && entry[name] !== '');
  // RFC 7617: a username cannot contain a colon.
  const hasColon = (entry: unknown) => isObject(entry) && String(entry['username']).includes(':');
  if (list.length === 0 || !list.every(isCredential) || list.some(hasColon)) {
    throw new ConfigurationError('webhook of mx must be {username, password}, or a list of these, none of them empty');
  }
  return list as readonly BasicCredentials[];
}
