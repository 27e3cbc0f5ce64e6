import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  type KeyObject,
} from 'node:crypto';
import {SignJWT} from 'jose';
import type {Clock} from '../../../sandbox/clock.js';
import type {Environment} from '../../../sandbox/connections.js';

/** The number of keys that are kept, so that receivers can verify webhooks from before a rotation. */
const MAX_KEYS = 20;

interface WebhookKey {
  readonly kid: string;
  readonly environment: Environment;
  readonly privateKey: KeyObject;
  readonly jwk: Readonly<Record<string, unknown>>;
  /** Seconds since the epoch, in real time, because receivers compare it with their own clock. */
  readonly createdAt: number;
  expiredAt: number | null;
}

/** The keys that Plaid signs webhooks with. Each environment has one active key. Earlier keys are expired. */
export class WebhookKeys {
  readonly #clock: Clock;
  #keys: WebhookKey[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A key in the format of `/webhook_verification_key/get`. Null when the environment has no key with this id. */
  find(kid: string, environment: Environment): Record<string, unknown> | null {
    const key = this.#keys.find(candidate => candidate.kid === kid && candidate.environment === environment);
    if (!key) return null;
    return {...key.jwk, alg: 'ES256', kid, use: 'sig', created_at: key.createdAt, expired_at: key.expiredAt};
  }

  /** The value of the `Plaid-Verification` header: a JWT with the hash of the raw body. */
  async sign(body: string, environment: Environment, now: Date): Promise<string> {
    const {kid, privateKey} = this.#current(environment);
    return new SignJWT({request_body_sha256: createHash('sha256').update(body).digest('hex')})
      .setProtectedHeader({alg: 'ES256', kid, typ: 'JWT'})
      .setIssuedAt(Math.floor(now.getTime() / 1000))
      .sign(privateKey);
  }

  /** Expires the present keys. The next webhook is signed with a new key. */
  rotate(): void {
    for (const key of this.#keys) key.expiredAt ??= this.#seconds();
  }

  reset(): void {
    this.#keys = [];
  }

  #current(environment: Environment): WebhookKey {
    const current = this.#keys.find(key => key.environment === environment && key.expiredAt === null);
    if (current) return current;
    // The key is created as PEM, because Node 20 can hang when it exports a new key object as a JWK.
    const pem = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: {type: 'spki', format: 'pem'},
      privateKeyEncoding: {type: 'pkcs8', format: 'pem'},
    });
    const privateKey = createPrivateKey(pem.privateKey);
    const jwk = createPublicKey(pem.publicKey).export({format: 'jwk'}) as Record<string, unknown>;
    const key = {kid: randomUUID(), environment, privateKey, jwk, createdAt: this.#seconds(), expiredAt: null};
    this.#keys = [...this.#keys, key].slice(-MAX_KEYS);
    return key;
  }

  #seconds(): number {
    return Math.floor(this.#clock.realNow() / 1000);
  }
}
