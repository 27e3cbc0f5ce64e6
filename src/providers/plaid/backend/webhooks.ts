import {decodeJwt, decodeProtectedHeader, jwtVerify} from 'jose';
import type {ProviderContext} from '../../../backend/provider.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {JsonObject} from '../../../backend/vendor-call.js';
import {readJsonBody} from '../../../backend/webhooks/json-body.js';
import {
  equalBytes,
  refuseWebhook,
  replayWindow,
  sha256,
  toHex,
  utf8,
  withinWindow,
} from '../../../backend/webhooks/verify.js';
import type {ProviderWebhooks, WebhookChange, WebhookEvent, WebhookRequest} from '../../../backend/webhooks/webhook.js';
import {endHostedRepair} from './hosted-link.js';
import type {FindKey} from './verification-keys.js';
import {endings, healthyStatus, warnings} from './warnings.js';

/**
 * Plaid's webhooks, each with a JWT (ES256) over the hash of its body. They name neither an id nor a time of their own, so
 * the JWT stands for both: its hash is the event's id, and an event is as old as its signature. A delivery is repeated
 * with a new one, as far as is known (unverified); should it be the old one, what comes after five minutes is refused.
 */
export function createPlaidWebhooks(findKey: FindKey): ProviderWebhooks {
  return {
    warnings,
    // Nothing older than the window gets in again.
    rememberIds: 2 * replayWindow,

    async verify({headers, body, receivedAt}, context) {
      const token = headers.get('plaid-verification') ?? '';
      const {iat, request_body_sha256: hash} = await verifyToken(token, findKey, receivedAt, context);
      if (typeof iat !== 'number' || !withinWindow(iat * 1000, receivedAt)) {
        throw refuseWebhook('The signature is too old.');
      }
      const isBody = typeof hash === 'string' && (await equalBytes(utf8(hash), utf8(toHex(await sha256(body)))));
      if (!isBody) throw refuseWebhook('The body is not the one that was signed.');
    },

    async read(request, context) {
      const token = request.headers.get('plaid-verification') ?? '';
      const {iat = 0} = decodeJwt(token);
      const id = toHex(await sha256(utf8(token)));
      // The signature's moment is given in whole seconds. Its end is taken: an error that follows a reading within one
      // second must not count as the older of the two.
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
  if (keyId === undefined) throw refuseWebhook('There is no signature of Plaid’s.');
  const key = await findKey(keyId, now, context);
  try {
    // No claim is checked here: Plaid's tokens have no `exp`, and their age is judged by the moment of arrival.
    return (await jwtVerify(token, key, {algorithms: ['ES256']})).payload;
  } catch {
    throw refuseWebhook('The signature is not Plaid’s.');
  }
}

/** The key that a token names; nothing for one of another algorithm, which must not even be looked at. */
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
    // The person has repaired the item in another application.
    case 'LOGIN_REPAIRED':
      return {kind: 'read', clears: endings};
    default:
      return {kind: 'none'};
  }
}

/** A Hosted Link session names its link token alone, from which the item is found. */
async function readSession(fields: JsonObject, at: number, {memory}: ProviderContext): Promise<WebhookEvent> {
  const {link_token: linkToken, status} = fields;
  const succeeded = status === 'SUCCESS';
  const ended = typeof linkToken === 'string' ? await endHostedRepair(linkToken, succeeded, at, memory) : undefined;
  return {
    type: 'LINK.SESSION_FINISHED',
    providerConnectionId: ended?.itemId,
    at,
    change: {kind: 'read', clears: succeeded ? warnings : []},
  };
}
