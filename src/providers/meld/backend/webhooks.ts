import {ConfigurationError} from '../../../backend/configuration-error.js';
import {readJsonBody} from '../../../backend/webhooks/json-body.js';
import {
  checkSecrets,
  checkTimestamp,
  readTimestamp,
  refuseWebhook,
  verifyHmac,
} from '../../../backend/webhooks/verify.js';
import type {ProviderWebhooks, WebhookChange, WebhookEvent, WebhookRequest} from '../../../backend/webhooks/webhook.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {JsonObject} from '../../../backend/vendor-call.js';
import type {MeldWebhookOptions} from './options.js';

/** Milliseconds that Meld retries a delivery, from its page about retries. */
const retryPeriod = 3 * 24 * 60 * 60_000;

/** Milliseconds that an event id is stored: one day longer than the retry period. */
const rememberIds = retryPeriod + 24 * 60 * 60_000;

/**
 * Meld's webhooks, signed with HMAC-SHA256 over timestamp, URL and body, joined by dots.
 *
 * @throws {ConfigurationError}
 */
export function createMeldWebhooks({secret, url: publicUrl}: MeldWebhookOptions): ProviderWebhooks {
  const secrets = checkSecrets(secret, 'webhook.secret of meld');
  if (publicUrl !== undefined && !(/^https?:/.test(publicUrl) && URL.canParse(publicUrl))) {
    throw new ConfigurationError('webhook.url of meld must be an absolute URL');
  }
  return {
    rememberIds,

    async verify({url, headers, body, receivedAt}) {
      const timestamp = headers.get('meld-signature-timestamp') ?? '';
      const signature = headers.get('meld-signature');
      const parts = [`${timestamp}.${publicUrl ?? url}.`, body];
      if (!(await verifyHmac({secrets, parts, signature, encoding: 'base64'}))) {
        throw refuseWebhook(
          'The signature does not match the secret and the URL.',
          'Check webhook.secret of meld, and set publicUrl or webhook.url of meld to the URL that Meld calls.',
        );
      }
      // Whether Meld signs a retry with a new timestamp is unverified. If it reuses the first one, a retry may be as old as
      // the retry period. `meld-retry-count` is not signed, but a replay has no effect: event ids are stored for longer, and
      // an older event does not override a newer one.
      const window = headers.has('meld-retry-count') ? retryPeriod : undefined;
      checkTimestamp(readTimestamp(timestamp), receivedAt, window);
    },

    read: request => Promise.resolve([readEvent(request)]),
  };
}

/** Reads the single event of a delivery: an envelope whose `payload` describes the connection. */
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
      // Even without `newStatus` the status has changed.
      return status === undefined ? {kind: 'read'} : {kind: 'status', status, statusReason};
    }
    case 'BANK_LINKING_CONNECTION_DELETED':
      return {kind: 'status', status: 'DELETED', statusReason: null};
    // From the 2022 version, where the event's name stands for RECONNECT_REQUIRED.
    case 'BANK_LINKING_CUSTOMER_ACTION_REQUIRED':
      return {kind: 'status', status: text(newStatus) ?? 'RECONNECT_REQUIRED', statusReason};
    // These events have no status. It comes with another event, or is read.
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
