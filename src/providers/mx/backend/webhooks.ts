import {ConfigurationError} from '../../../backend/configuration-error.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {JsonObject} from '../../../backend/vendor-call.js';
import {readJsonBody} from '../../../backend/webhooks/json-body.js';
import {refuseWebhook, verifyBasic} from '../../../backend/webhooks/verify.js';
import type {BasicCredentials} from '../../../backend/webhooks/verify.js';
import type {ProviderWebhooks, WebhookEvent, WebhookRequest} from '../../../backend/webhooks/webhook.js';

/**
 * Types of webhooks after which a member may be in another state. MX sends `CONNECTION_STATUS` for the statuses that ask
 * something of the person, and not when a member is connected again; that shows by the others, which follow an
 * aggregation. That further types are not among these is unverified, and costs no more than a late look.
 */
const types: ReadonlySet<string> = new Set([
  'CONNECTION_STATUS',
  'AGGREGATION',
  'MEMBER',
  'MEMBER_DATA_UPDATED',
  'BACKGROUND_AGGREGATION',
]);

/**
 * MX's webhooks. They come with HTTP Basic and no signature, so they are believed no further than that something may have
 * changed: the status is read at MX. They have no ids, and the same body is sent for each change of the same kind, so
 * nothing is de-duplicated, and a replay costs one reading.
 *
 * @throws {ConfigurationError} for credentials that would let anybody in
 */
export function mxWebhooks(webhook: BasicCredentials | readonly BasicCredentials[]): ProviderWebhooks {
  const credentials = checkCredentials(webhook);
  return {
    rememberIds: 0,
    // What MX's page on webhooks asks for.
    acknowledge: 204,

    async verify({headers}) {
      if (await verifyBasic(headers.get('authorization'), credentials)) return;
      throw refuseWebhook('The webhook does not carry the user and the password that MX was given.');
    },

    read: request => Promise.resolve(readBatch(readJsonBody(request)).map(event => readEvent(event, request))),
  };
}

/** MX is documented to send one event at a time; a list of them is taken as well (unverified). */
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

/** Ids and types are words; anything else would only get into a log or a key. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w-]{1,80}$/.test(value) ? value : undefined;
}

function checkCredentials(webhook: BasicCredentials | readonly BasicCredentials[]): readonly BasicCredentials[] {
  const list: readonly unknown[] = Array.isArray(webhook) ? webhook : [webhook];
  const isCredential = (entry: unknown) =>
    isObject(entry) && ['username', 'password'].every(name => typeof entry[name] === 'string' && entry[name] !== '');
  // RFC 7617: the first colon ends the user's name.
  const hasColon = (entry: unknown) => isObject(entry) && String(entry['username']).includes(':');
  if (list.length === 0 || !list.every(isCredential) || list.some(hasColon)) {
    throw new ConfigurationError('webhook of mx must be {username, password}, or a list of these, none of them empty');
  }
  return list as readonly BasicCredentials[];
}
