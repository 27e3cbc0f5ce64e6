import {createHash, createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID} from 'node:crypto';
import type {KeyObject} from 'node:crypto';
import {SignJWT} from 'jose';
import {createRepairBackend, meld} from '../../src/backend/index.js';
import type {MeldConnection, Provider, RepairBackendOptions, StatusChange} from '../../src/backend/index.js';
import {own} from './support.js';

export const meldSecret = 'meld-webhook-secret';

export interface MeldDelivery {
  type?: string;
  /** Undefined for an event without an id. */
  eventId?: string | undefined;
  /** The time of the event, in milliseconds since the epoch. */
  happened?: number;
  payload?: Readonly<Record<string, unknown>>;
  secret?: string;
  /** The timestamp in the header, which is signed. */
  timestamp?: string;
  /** The signed URL. */
  url?: string;
  headers?: Readonly<Record<string, string>>;
  /** Changes the body after the signature. */
  tamper?: (body: string) => string;
}

/** Creates a webhook in Meld's format. By default its status requires the person. */
export function meldWebhook({
  type = 'BANK_LINKING_CONNECTION_STATUS_CHANGE',
  happened = Date.now(),
  payload = {newStatus: 'RECONNECT_REQUIRED', reason: 'LOGIN_REQUIRED'},
  secret = meldSecret,
  timestamp = new Date().toISOString(),
  url = `${own}/api/bank/webhooks/meld`,
  headers = {},
  tamper = body => body,
  ...rest
}: MeldDelivery = {}): Request {
  const eventId = 'eventId' in rest ? rest.eventId : randomUUID();
  const body = JSON.stringify({
    eventType: type,
    eventId,
    timestamp: new Date(happened).toISOString(),
    accountId: 'account_1',
    profileId: 'profile_1',
    version: '2022-11-10',
    payload: {requestId: randomUUID(), connectionId: 'meld_9', institutionName: 'Meridian Trust', ...payload},
  });
  const signature = createHmac('sha256', secret).update(`${timestamp}.${url}.${body}`).digest('base64');
  return new Request(`${own}/api/bank/webhooks/meld`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'meld-signature': signature.replaceAll('+', '-').replaceAll('/', '_'),
      'meld-signature-timestamp': timestamp,
      ...headers,
    },
    body: tamper(body),
  });
}

/** Creates a backend with Meld only, with the changes that its host has received. */
export function meldBackend(
  baseUrl: string,
  options: Partial<RepairBackendOptions<Provider<MeldConnection>>> = {},
  secret: string | readonly string[] = meldSecret,
) {
  const changes: StatusChange<MeldConnection>[] = [];
  const backend = createRepairBackend<Provider<MeldConnection>>({
    providers: [meld({apiKey: 'key_1', environment: 'sandbox', baseUrl, webhook: {secret}})],
    findConnection: () => ({provider: 'meld', connectionId: 'meld_9'}),
    onStatusChange: change => void changes.push(change),
    ...options,
  });
  return {backend, changes};
}

export interface PlaidKey {
  id: string;
  privateKey: KeyObject;
  /** The `key` in the answer of `/webhook_verification_key/get`. */
  jwk: Record<string, unknown>;
}

/**
 * Creates a key of Plaid. It goes through PEM, because Node 20 can deadlock when the garbage collector frees the job that
 * has generated a key during the export of the key as a JWK.
 */
export function plaidKey(id: string = randomUUID(), expiredAt: number | null = null): PlaidKey {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: {type: 'spki', format: 'pem'},
    privateKeyEncoding: {type: 'pkcs8', format: 'pem'},
  });
  const privateKey = createPrivateKey(pair.privateKey);
  const jwk = {...createPublicKey(pair.publicKey).export({format: 'jwk'}), alg: 'ES256', use: 'sig', kid: id};
  return {id, privateKey, jwk: {...jwk, created_at: 1_700_000_000, expired_at: expiredAt}};
}

export interface PlaidDelivery {
  key: PlaidKey;
  body: Readonly<Record<string, unknown>>;
  /** Seconds since the epoch. */
  issuedAt?: number;
  /** The key of the signature, if it is not `key`. */
  signedBy?: PlaidKey;
  tamper?: (body: string) => string;
}

/** Creates a webhook in Plaid's format. Its body is indented by two spaces. */
export async function plaidWebhook(delivery: PlaidDelivery): Promise<Request> {
  const {key, issuedAt = Math.floor(Date.now() / 1000), signedBy = key, tamper = body => body} = delivery;
  const body = JSON.stringify({environment: 'sandbox', ...delivery.body}, undefined, 2);
  const hash = createHash('sha256').update(body).digest('hex');
  const token = await new SignJWT({request_body_sha256: hash})
    .setProtectedHeader({alg: 'ES256', kid: key.id, typ: 'JWT'})
    .setIssuedAt(issuedAt)
    .sign(signedBy.privateKey);
  return plaidRequest(tamper(body), token);
}

export function plaidRequest(body: string, token: string): Request {
  return new Request(`${own}/api/bank/webhooks/plaid`, {
    method: 'POST',
    headers: {'content-type': 'application/json', ...(token && {'plaid-verification': token})},
    body,
  });
}
