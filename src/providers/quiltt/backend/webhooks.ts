import {ConfigurationError} from '../../../backend/configuration-error.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {JsonObject} from '../../../backend/vendor-call.js';
import {readJsonBody} from '../../../backend/webhooks/json-body.js';
import {
  checkSecrets,
  checkTimestamp,
  readTimestamp,
  refuseWebhook,
  replayWindow,
  verifyHmac,
} from '../../../backend/webhooks/verify.js';
import type {ProviderWebhooks, WebhookChange, WebhookEvent, WebhookRequest} from '../../../backend/webhooks/webhook.js';
import type {QuilttWebhookOptions} from './options.js';

/**
 * How long an event's id is stored, in milliseconds. Receivers of Quiltt's webhooks report up to twenty retries with
 * exponential back-off; the shortest and the longest pause are unverified. A week is longer than other vendors retry (Meld
 * three days), and ids are small.
 */
const rememberIds = 7 * 24 * 60 * 60 * 1000;

/** The status of a failed sync, by the last part of the event's type. */
const errors: Readonly<Record<string, string>> = {
  repairable: 'ERROR_REPAIRABLE',
  institution: 'ERROR_INSTITUTION',
  provider: 'ERROR_PROVIDER',
  service: 'ERROR_SERVICE',
};

/**
 * Quiltt's webhooks. Quiltt does not document the scheme; three independent receivers agree on it. The header
 * `Quiltt-Signature` has, in base64, the HMAC-SHA256 of the character `1`, the header `Quiltt-Timestamp` (Unix seconds)
 * and the raw body, concatenated. A delivery older than five minutes is refused. It is unverified whether a retry gets its
 * own timestamp. If it does not, a larger `tolerance` accepts it, and its id prevents a second effect.
 *
 * @throws {ConfigurationError} for an empty secret
 */
export function quilttWebhooks(options: QuilttWebhookOptions): ProviderWebhooks {
  const {secret, tolerance = replayWindow} = options;
  const secrets = checkSecrets(secret, 'webhook.secret of quiltt');
  if (!(tolerance >= 0)) throw new ConfigurationError('webhook.tolerance of quiltt must be a number of milliseconds');
  return {
    rememberIds,

    async verify(request) {
      if (options.verify) {
        if (await options.verify(request, secrets)) return;
        throw refuseWebhook('webhook.verify of quiltt refused the webhook.');
      }
      const timestamp = request.headers.get('quiltt-timestamp') ?? '';
      const signature = request.headers.get('quiltt-signature');
      const parts = ['1', timestamp, request.body];
      if (!(await verifyHmac({secrets, parts, signature, encoding: 'base64'}))) {
        throw refuseWebhook(
          'The signature does not match.',
          'Set webhook.secret of quiltt to the secret of the webhook subscription, and pass on the exact bytes of the body.',
        );
      }
      checkTimestamp(readTimestamp(timestamp), request.receivedAt, tolerance);
    },

    read(request) {
      const body = readJsonBody(request);
      const batch = isObject(body) && Array.isArray(body['events']) ? body['events'] : [];
      return Promise.resolve(batch.filter(isObject).map(event => readEvent(event, request)));
    },
  };
}

function readEvent(event: JsonObject, {receivedAt}: WebhookRequest): WebhookEvent {
  const type = readName(event['type']) ?? 'unknown';
  const record = isObject(event['record']) ? event['record'] : {};
  const profile = isObject(event['profile']) ? event['profile'] : {};
  const connectionId = type.startsWith('connection.') ? readName(record['id']) : undefined;
  const profileId = readName(profile['id']);
  return {
    id: readName(event['id']),
    type,
    providerConnectionId: connectionId,
    at: readTimestamp(event['at']) ?? receivedAt,
    change: readChange(type),
    ...(connectionId !== undefined && profileId !== undefined && {connection: {profileId, connectionId}}),
  };
}

/** Reads the change from the type only: the record of some deliveries is shortened and has no status. */
function readChange(type: string): WebhookChange {
  const status = (name: string): WebhookChange => ({kind: 'status', status: name, statusReason: null});
  if (/^connection\.synced\.successful(\.|$)/.test(type)) return status('SYNCED');
  if (type === 'connection.disconnected') return status('DISCONNECTED');
  const [, error] = /^connection\.synced\.errored(?:\.(\w+))?$/.exec(type) ?? [];
  if (error !== undefined && Object.hasOwn(errors, error)) return status(errors[error]!);
  // The kind of error is unknown, so the status is read from Quiltt.
  return type.startsWith('connection.synced.errored') ? {kind: 'read'} : {kind: 'none'};
}

/** Returns an id or a type if it has the form of one. Other text must not get into a log or a key. */
function readName(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,100}$/.test(value) ? value : undefined;
}
