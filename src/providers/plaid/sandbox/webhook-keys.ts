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

/** As many keys are kept, so that what was signed before a few rotations can still be checked. */
const MAX_KEYS = 20;

interface WebhookKey {
  readonly kid: string;
  readonly environment: Environment;
  readonly privateKey: KeyObject;
  readonly jwk: Readonly<Record<string, unknown>>;
  /** Seconds since the epoch, in real time: the receiver compares them with its own clock. */
  readonly createdAt: number;
  expiredAt: number | null;
}

/** The keys that Plaid signs webhooks with: one of each environment is in use, earlier ones have expired. */
export class WebhookKeys {
  readonly #clock: Clock;
  #keys: WebhookKey[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The key of an id, as `/webhook_verification_key/get` answers, or null when that environment has none such. */
  find(kid: string, environment: Environment): Record<string, unknown> | null {
    const key = this.#keys.find(candidate => candidate.kid === kid && candidate.environment === environment);
    if (!key) return null;
    return {...key.jwk, alg: 'ES256', kid, use: 'sig', created_at: key.createdAt, expired_at: key.expiredAt};
  }

  /** The value of `Plaid-Verification`: a JWT that holds the hash of the raw body. */
  async sign(body: string, environment: Environment, now: Date): Promise<string> {
    const {kid, privateKey} = this.#current(environment);
    return new SignJWT({request_body_sha256: createHash('sha256').update(body).digest('hex')})
      .setProtectedHeader({alg: 'ES256', kid, typ: 'JWT'})
      .setIssuedAt(Math.floor(now.getTime() / 1000))
      .sign(privateKey);
  }

  /** Ends the present keys; the next webhook is signed with a new one. */
  rotate(): void {
    for (const key of this.#keys) key.expiredAt ??= this.#seconds();
  }

  reset(): void {
    this.#keys = [];
  }

  #current(environment: Environment): WebhookKey {
    const current = this.#keys.find(key => key.environment === environment && key.expiredAt === null);
    if (current) return current;
    // By way of PEM: Node 20 can lock up while it exports a key that has just been generated as a JWK.
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
