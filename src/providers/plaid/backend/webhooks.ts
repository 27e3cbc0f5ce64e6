import {decodeJwt, decodeProtectedHeader, jwtVerify} from 'jose';
import type {ProviderContext} from '../../../backend/provider.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {JsonObject} from '../../../backend/vendor-call.js';
import {readJsonBody} from '../../../backend/webhooks/json-body.js';
import {
  checkTimestamp,
  equalBytes,
  refuseWebhook,
  replayWindow,
  sha256,
  toHex,
  utf8,
} from '../../../backend/webhooks/verify.js';
import type {ProviderWebhooks, WebhookChange, WebhookEvent, WebhookRequest} from '../../../backend/webhooks/webhook.js';
import {endHostedRepair} from './hosted-link.js';
import type {FindKey} from './verification-keys.js';
import {expirationWarnings, healthyStatus, warnings} from './warnings.js';

/**
 * Plaid's webhooks. Each carries a JWT (ES256) that signs the hash of its body. The body has neither an id nor a
 * timestamp, so the JWT's hash is the event id and its `iat` the event time. Plaid presumably signs a retry with a new JWT
 * (unverified); if it reuses the old one, retries after five minutes are rejected.
 */
export function createPlaidWebhooks(findKey: FindKey): ProviderWebhooks {
  return {
    warnings,
    // Older deliveries are rejected anyway.
    rememberIds: 2 * replayWindow,

    async verify({headers, body, receivedAt}, context) {
      const token = headers.get('plaid-verification') ?? '';
      const {iat, request_body_sha256: hash} = await verifyToken(token, findKey, receivedAt, context);
      checkTimestamp(typeof iat === 'number' ? iat * 1000 : undefined, receivedAt);
      const isBody = typeof hash === 'string' && (await equalBytes(utf8(hash), utf8(toHex(await sha256(body)))));
      if (!isBody) {
        throw refuseWebhook(
          'The body does not match the signed hash.',
          'Pass the webhook on with its exact bytes, without parsing its body.',
        );
      }
    },

    async read(request, context) {
      const token = request.headers.get('plaid-verification') ?? '';
      const {iat = 0} = decodeJwt(token);
      const id = toHex(await sha256(utf8(token)));
      // `iat` has whole seconds. The end of the second is used, so that an error reported within the same second as a status
      // reading does not count as older.
      const at = Math.min(iat * 1000 + 999, request.receivedAt);
      return [{id, ...(await readEvent(request, at, context))}];
    },
  };
}

async function verifyToken(
  token: string,
  findKey: FindKey,
  now: number,
  context: ProviderContext,
): Promise<Readonly<Record<string, unknown>>> {
  const keyId = readKeyId(token);
  if (keyId === undefined) throw refuseWebhook('The Plaid-Verification header is missing or invalid.');
  const key = await findKey(keyId, now, context);
  try {
    // Plaid's JWTs have no `exp`; the caller checks `iat` against the time of arrival.
    return (await jwtVerify(token, key, {algorithms: ['ES256']})).payload;
  } catch {
    throw refuseWebhook('The signature is invalid.');
  }
}

/** The key id of a token; undefined for any algorithm other than ES256, so that no key is fetched for it. */
function readKeyId(token: string): string | undefined {
  try {
    const {alg, kid} = decodeProtectedHeader(token);
    return alg === 'ES256' && typeof kid === 'string' && /^[\w-]{1,100}$/.test(kid) ? kid : undefined;
  } catch {
    return undefined;
  }
}

async function readEvent(request: WebhookRequest, at: number, context: ProviderContext): Promise<WebhookEvent> {
  const body = readJsonBody(request);
  const fields: JsonObject = isObject(body) ? body : {};
  const {webhook_type: kind, webhook_code: code, item_id: itemId} = fields;
  if (kind === 'LINK' && code === 'SESSION_FINISHED') return await readSession(fields, at, context);
  return {
    type: `${String(kind)}.${String(code)}`,
    providerConnectionId: typeof itemId === 'string' ? itemId : undefined,
    at,
    change: kind === 'ITEM' ? readItemChange(code, fields) : {kind: 'none'},
  };
}

function readItemChange(code: unknown, {error}: JsonObject): WebhookChange {
  if (typeof code !== 'string') return {kind: 'none'};
  if (warnings.includes(code)) return {kind: 'warning', status: healthyStatus, statusReason: code};
  switch (code) {
    case 'ERROR': {
      const {error_code: status, error_code_reason: reason}: JsonObject = isObject(error) ? error : {};
      if (typeof status !== 'string' || !status) return {kind: 'read'};
      return {kind: 'status', status, statusReason: typeof reason === 'string' && reason ? reason : null};
    }
    case 'USER_PERMISSION_REVOKED':
      return {kind: 'status', status: code, statusReason: null};
    // The item was repaired, possibly in another application.
    case 'LOGIN_REPAIRED':
      return {kind: 'read', clears: expirationWarnings};
    default:
      return {kind: 'none'};
  }
}

/** `SESSION_FINISHED` has no item id; the item is looked up by the link token. */
async function readSession(fields: JsonObject, at: number, {memory}: ProviderContext): Promise<WebhookEvent> {
  const {link_token: linkToken, status} = fields;
  const succeeded = status === 'SUCCESS';
  const outcome = {repair: succeeded ? 'completed' : 'exited', endedAt: at} as const;
  const ended = typeof linkToken === 'string' ? await endHostedRepair({linkToken, outcome}, memory) : undefined;
  return {
    type: 'LINK.SESSION_FINISHED',
    providerConnectionId: ended?.itemId,
    at,
    change: {kind: 'read', clears: succeeded ? warnings : []},
  };
}
