import {importJWK} from 'jose';
import type {CryptoKey, JWK} from 'jose';
import {RepairProblem} from '../../../backend/problem.js';
import type {ProviderContext} from '../../../backend/provider.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {VendorAnswer} from '../../../backend/vendor-call.js';
import {refuseWebhook} from '../../../backend/webhooks/verify.js';

/** Milliseconds that a key is cached. Plaid sets `expired_at` on rotation, so keys must be fetched again. */
const keyLifetime = 60 * 60_000;

/** Rate limit for unknown key ids: anyone can send one, and each costs a call to Plaid. */
const newIdsPerMinute = 10;

interface CachedKey {
  key: VerificationKey;
  until: number;
}

interface VerificationKey {
  key: CryptoKey;
  /** Milliseconds since the epoch. */
  expiredAt: number | undefined;
}

/** Finds the key with an id, from Plaid's `/webhook_verification_key/get`. */
export type FindKey = (keyId: string, now: number, context: ProviderContext) => Promise<CryptoKey>;

/**
 * Caches keys by id for an hour. Only ids that Plaid knows are cached, and refreshing them is not rate limited, so that
 * forged ids neither evict a key nor block its refresh.
 *
 * @param fetchKey calls Plaid; it throws `invalid-configuration` for an id that Plaid rejects
 * @returns a function that throws a `RepairProblem`: `unauthorized` for an unknown id or an expired key,
 * `backend-unavailable` if the key cannot be fetched now, so that Plaid retries the webhook
 */
export function createKeyStore(fetchKey: (keyId: string, context: ProviderContext) => Promise<VendorAnswer>): FindKey {
  const cache = new Map<string, CachedKey>();
  const running = new Map<string, Promise<VerificationKey>>();
  let newIds: number[] = [];

  const limitNewIds = (now: number): void => {
    newIds = newIds.filter(at => now - at < 60_000);
    if (newIds.length >= newIdsPerMinute) {
      throw new RepairProblem('backend-unavailable', {status: 503, note: 'Too many webhooks with unknown key ids.'});
    }
    newIds.push(now);
  };

  const fetchOnce = async (keyId: string, now: number, context: ProviderContext): Promise<VerificationKey> => {
    let fetching = running.get(keyId);
    if (!fetching) {
      if (!cache.has(keyId)) limitNewIds(now);
      fetching = fetchKey(keyId, context).then(readKey, refuseUnknown);
      running.set(keyId, fetching);
    }
    try {
      const key = await fetching;
      cache.set(keyId, {key, until: now + keyLifetime});
      return key;
    } finally {
      running.delete(keyId);
    }
  };

  return async (keyId, now, context) => {
    const known = cache.get(keyId);
    const {key, expiredAt} = known && known.until > now ? known.key : await fetchOnce(keyId, now, context);
    if (expiredAt !== undefined && expiredAt <= now) {
      throw refuseWebhook('The key that the webhook is signed with has expired.');
    }
    return key;
  };
}

function refuseUnknown(error: unknown): never {
  if (error instanceof RepairProblem && error.code === 'invalid-configuration') {
    throw refuseWebhook('Plaid does not know the key that the webhook is signed with.');
  }
  throw error;
}

async function readKey(answer: VendorAnswer): Promise<VerificationKey> {
  const {key: jwk} = answer.body;
  if (!isObject(jwk) || jwk['kty'] !== 'EC' || jwk['crv'] !== 'P-256') {
    throw new RepairProblem('backend-unavailable', {
      note: 'The response to webhook_verification_key/get has no P-256 key.',
      vendor: {requestId: answer.requestId},
    });
  }
  const {kty, crv, x, y, expired_at: expiredAt} = jwk;
  // Other members such as `use` are dropped, because they could restrict how the key is used.
  const key = (await importJWK({kty, crv, x, y} as JWK, 'ES256')) as CryptoKey;
  return {key, expiredAt: typeof expiredAt === 'number' ? expiredAt * 1000 : undefined};
}
