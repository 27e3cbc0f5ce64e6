import {ConfigurationError} from '../../../backend/configuration-error.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {JsonObject} from '../../../backend/vendor-call.js';
import {readJsonBody} from '../../../backend/webhooks/json-body.js';
import {
  checkSecrets,
  readTimestamp,
  refuseWebhook,
  replayWindow,
  verifyHmac,
  withinWindow,
} from '../../../backend/webhooks/verify.js';
import type {ProviderWebhooks, WebhookChange, WebhookEvent, WebhookRequest} from '../../../backend/webhooks/webhook.js';
import type {QuilttWebhookOptions} from './options.js';

/**
 * How long an event's id is remembered, in milliseconds. Receivers of Quiltt's webhooks report up to twenty retries with
 * exponential back-off; from which pause they grow, and up to which, is not told. A week is longer than what others
 * retry for (Meld three days), and ids are small.
 */
const rememberIds = 7 * 24 * 60 * 60 * 1000;

/** A sync that went wrong, by the last part of its type. */
const errors: Readonly<Record<string, string>> = {
  repairable: 'ERROR_REPAIRABLE',
  institution: 'ERROR_INSTITUTION',
  provider: 'ERROR_PROVIDER',
  service: 'ERROR_SERVICE',
};

/**
 * Quiltt's webhooks. The scheme is known from three receivers of others that agree, and not from Quiltt: the header
 * `Quiltt-Signature` has, in base64, the HMAC-SHA256 of the character `1`, the header `Quiltt-Timestamp` (Unix seconds)
 * and the raw body, without anything in between; and what is older than five minutes is refused. Whether a retry gets a
 * timestamp of its own is unverified; if it does not, `tolerance` lets it in, and its id keeps it from counting twice.
 *
 * @throws {ConfigurationError} for secrets that would let anybody in
 */
export function quilttWebhooks(options: QuilttWebhookOptions): ProviderWebhooks {
  const {secret, tolerance = replayWindow} = options;
  const secrets = checkSecrets(secret, 'webhook.secret of quiltt');
  if (!(tolerance >= 0)) throw new ConfigurationError('webhook.tolerance of quiltt must be a number of milliseconds');
  return {
    rememberIds,

    async verify(request) {
      const isGenuine = options.verify ? options.verify(request, secrets) : isSigned(request, secrets, tolerance);
      if (await isGenuine) return;
      throw refuseWebhook('The webhook is not signed with the secret that Quiltt was given, or is too old.');
    },

    read(request) {
      const body = readJsonBody(request);
      const batch = isObject(body) && Array.isArray(body['events']) ? body['events'] : [];
      return Promise.resolve(batch.filter(isObject).map(event => readEvent(event, request)));
    },
  };
}

async function isSigned(request: WebhookRequest, secrets: readonly string[], tolerance: number): Promise<boolean> {
  const timestamp = request.headers.get('quiltt-timestamp') ?? '';
  const signature = request.headers.get('quiltt-signature');
  const parts = ['1', timestamp, request.body];
  const isOurs = await verifyHmac({secrets, parts, signature, encoding: 'base64'});
  return isOurs && withinWindow(readTimestamp(timestamp), request.receivedAt, tolerance);
}

function readEvent(event: JsonObject, {receivedAt}: WebhookRequest): WebhookEvent {
  const type = word(event['type']) ?? 'unknown';
  const record = isObject(event['record']) ? event['record'] : {};
  const profile = isObject(event['profile']) ? event['profile'] : {};
  const connectionId = type.startsWith('connection.') ? word(record['id']) : undefined;
  const profileId = word(profile['id']);
  return {
    id: word(event['id']),
    type,
    providerConnectionId: connectionId,
    at: readTimestamp(event['at']) ?? receivedAt,
    change: readChange(type),
    ...(connectionId !== undefined && profileId !== undefined && {connection: {profileId, connectionId}}),
  };
}

/** By the type alone: the record is cut short in some deliveries, and has no status then. */
function readChange(type: string): WebhookChange {
  const status = (word: string): WebhookChange => ({kind: 'status', status: word, statusReason: null});
  if (/^connection\.synced\.successful(\.|$)/.test(type)) return status('SYNCED');
  if (type === 'connection.disconnected') return status('DISCONNECTED');
  const [, error] = /^connection\.synced\.errored(?:\.(\w+))?$/.exec(type) ?? [];
  if (error !== undefined && Object.hasOwn(errors, error)) return status(errors[error]!);
  // An error of a kind that is new: Quiltt's status says which.
  return type.startsWith('connection.synced.errored') ? {kind: 'read'} : {kind: 'none'};
}

/** Ids and types are words; anything else would only get into a log or a key. */
function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,100}$/.test(value) ? value : undefined;
}
