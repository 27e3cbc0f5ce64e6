import {readJsonBody} from '../../../backend/webhooks/json-body.js';
import {
  checkSecrets,
  readTimestamp,
  refuseWebhook,
  verifyHmac,
  withinWindow,
} from '../../../backend/webhooks/verify.js';
import type {ProviderWebhooks, WebhookChange, WebhookEvent, WebhookRequest} from '../../../backend/webhooks/webhook.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {JsonObject} from '../../../backend/vendor-call.js';
import type {MeldWebhookOptions} from './options.js';

/** Milliseconds that Meld goes on repeating a delivery, as its page about retries says. */
const retryPeriod = 3 * 24 * 60 * 60_000;

/** Milliseconds that an id is remembered: a day longer than the last repetition. */
const rememberIds = retryPeriod + 24 * 60 * 60_000;

/**
 * Meld's webhooks, signed with HMAC-SHA256 over timestamp, URL and body, with dots between them.
 *
 * @throws {ConfigurationError}
 */
export function createMeldWebhooks({secret}: MeldWebhookOptions): ProviderWebhooks {
  const secrets = checkSecrets(secret, 'webhook.secret of meld');
  return {
    rememberIds,

    async verify({url, headers, body, receivedAt}) {
      const timestamp = headers.get('meld-signature-timestamp') ?? '';
      const signature = headers.get('meld-signature');
      const parts = [`${timestamp}.${url}.`, body];
      if (!(await verifyHmac({secrets, parts, signature, encoding: 'base64'}))) {
        throw refuseWebhook('The signature is not Meld’s, or publicUrl is not the URL that Meld calls.');
      }
      // Whether Meld signs a repetition anew is unverified. If it does not, the timestamp is the first delivery's, so a
      // repetition may be as old as Meld goes on. The header that says so is not signed, but ids are remembered for
      // longer, so that nothing is done twice, and an older event does not change what is known from a newer one.
      const window = headers.has('meld-retry-count') ? retryPeriod : undefined;
      if (!withinWindow(readTimestamp(timestamp), receivedAt, window)) throw refuseWebhook('The timestamp is too old.');
    },

    read: request => Promise.resolve([readEvent(request)]),
  };
}

/** One event a delivery, in an envelope whose `payload` is about the connection. */
function readEvent(request: WebhookRequest): WebhookEvent {
  const envelope = readJsonBody(request);
  const {eventType, eventId, timestamp, payload}: JsonObject = isObject(envelope) ? envelope : {};
  const type = text(eventType) ?? 'unknown';
  const {connectionId}: JsonObject = isObject(payload) ? payload : {};
  return {
    id: text(eventId),
    type,
    providerConnectionId: text(connectionId),
    at: readTimestamp(timestamp) ?? request.receivedAt,
    change: isObject(payload) ? readChange(type, payload) : {kind: 'none'},
  };
}

function readChange(type: string, {newStatus, reason}: JsonObject): WebhookChange {
  const statusReason = text(reason) ?? null;
  switch (type) {
    case 'BANK_LINKING_CONNECTION_STATUS_CHANGE': {
      const status = text(newStatus);
      // Without a status it still says that there is a new one.
      return status === undefined ? {kind: 'read'} : {kind: 'status', status, statusReason};
    }
    case 'BANK_LINKING_CONNECTION_DELETED':
      return {kind: 'status', status: 'DELETED', statusReason: null};
    // Of the 2022 version, where RECONNECT_REQUIRED had the event's name.
    case 'BANK_LINKING_CUSTOMER_ACTION_REQUIRED':
      return {kind: 'status', status: text(newStatus) ?? 'RECONNECT_REQUIRED', statusReason};
    // The person is through with the widget; which status that led to comes with another event, or is read.
    case 'BANK_LINKING_CONNECTION_COMPLETED':
    case 'BANK_LINKING_NEW_ACCOUNTS_AVAILABLE':
      return {kind: 'read'};
    default:
      return {kind: 'none'};
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}
