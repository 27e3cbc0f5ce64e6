import {importJWK} from 'jose';
import type {CryptoKey, JWK} from 'jose';
import {RepairProblem} from '../../../backend/problem.js';
import type {ProviderContext} from '../../../backend/provider.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {VendorAnswer} from '../../../backend/vendor-call.js';
import {refuseWebhook} from '../../../backend/webhooks/verify.js';

/** Milliseconds that a key is taken as it was fetched: Plaid sets `expired_at` when it changes keys. */
const keyLife = 60 * 60_000;

/** Ids not seen before that are asked for in one minute: anybody can name one, and each costs a call to Plaid. */
const newIdsPerMinute = 10;

interface Kept {
  key: VerificationKey;
  until: number;
}

interface VerificationKey {
  key: CryptoKey;
  /** Milliseconds since the epoch. */
  expiredAt: number | undefined;
}

/** Gets the key of an id, from Plaid's `/webhook_verification_key/get`. */
export type FindKey = (keyId: string, now: number, context: ProviderContext) => Promise<CryptoKey>;

/**
 * Keys by their id, kept for an hour. Only ids that Plaid knows are kept, and asking again for one of these is not
 * limited, so that forged ids neither push a key out nor keep it from being renewed.
 *
 * @param fetchKey asks Plaid; it throws `invalid-configuration` for an id that Plaid refuses
 * @returns a function that throws a `RepairProblem`: `unauthorized` for an id that Plaid does not know and for a key that
 * has expired, `backend-unavailable` where Plaid cannot be asked at the moment, so that the webhook comes again
 */
export function createKeyStore(fetchKey: (keyId: string, context: ProviderContext) => Promise<VendorAnswer>): FindKey {
  const kept = new Map<string, Kept>();
  const running = new Map<string, Promise<VerificationKey>>();
  let newIds: number[] = [];

  const limitNewIds = (now: number): void => {
    newIds = newIds.filter(at => now - at < 60_000);
    if (newIds.length >= newIdsPerMinute) {
      throw new RepairProblem('backend-unavailable', {status: 503, note: 'Webhooks name too many unknown keys.'});
    }
    newIds.push(now);
  };

  const fetchOnce = async (keyId: string, now: number, context: ProviderContext): Promise<VerificationKey> => {
    let fetching = running.get(keyId);
    if (!fetching) {
      if (!kept.has(keyId)) limitNewIds(now);
      fetching = fetchKey(keyId, context).then(readKey, refuseUnknown);
      running.set(keyId, fetching);
    }
    try {
      const key = await fetching;
      kept.set(keyId, {key, until: now + keyLife});
      return key;
    } finally {
      running.delete(keyId);
    }
  };

  return async (keyId, now, context) => {
    const known = kept.get(keyId);
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
      note: 'The answer to webhook_verification_key/get has no P-256 key.',
      vendor: {requestId: answer.requestId},
    });
  }
  const {kty, crv, x, y, expired_at: expiredAt} = jwk;
  // `use` and its like stay out, so that nothing but the curve decides what the key is good for.
  const key = (await importJWK({kty, crv, x, y} as JWK, 'ES256')) as CryptoKey;
  return {key, expiredAt: typeof expiredAt === 'number' ? expiredAt * 1000 : undefined};
}
