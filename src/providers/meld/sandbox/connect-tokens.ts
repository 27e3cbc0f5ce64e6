import {randomBytes} from 'node:crypto';
import {SignJWT} from 'jose';
import type {Clock} from '../../../sandbox/clock.js';
import {products, type MeldConnection} from './connections.js';

/** The account and the routing profile in the tokens. The sandbox has one of each. */
export const accountId = 'acctSandbox1';
const routingProfile = 'routeSandbox1';

/** Why a token is unusable. */
export type TokenRefusal = 'INVALID_TOKEN' | 'TOKEN_EXPIRED' | 'TOKEN_USED';

export interface ConnectToken {
  readonly connectionId: string;
  /** Milliseconds since the epoch, on the sandbox's clock. */
  readonly expiresAt: number;
  spent: boolean;
}

/** Connect tokens: JWTs with the claims of Meld's sample. A token is spent after the completion. */
export class ConnectTokens {
  readonly #clock: Clock;
  /** Every sandbox has its own key, so that it does not accept the tokens of another sandbox. */
  readonly #key = randomBytes(32);
  readonly #records = new Map<string, ConnectToken>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param seconds the lifetime of the token */
  async create(connection: MeldConnection, seconds: number): Promise<string> {
    const issuedAt = Math.floor(this.#clock.now() / 1000);
    const token = await new SignJWT({
      redirect: true,
      regions: ['US'],
      connection: connection.id,
      account: accountId,
      customer: connection.customerId,
      products,
      routingProfile,
    })
      .setProtectedHeader({typ: 'JWT', alg: 'HS256'})
      .setIssuer('meld.io')
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(this.#key);
    // Two tokens of the same second are equal. The later call replaces the record, which makes the token usable again. A
    // widget that is open keeps the earlier record.
    const expiresAt = (issuedAt + seconds) * 1000;
    this.#records.set(token, {connectionId: connection.id, expiresAt, spent: false});
    return token;
  }

  /** The record of a token. Lookup replaces the verification of the signature, because only issued tokens have one. */
  find(token: string): ConnectToken | undefined {
    return this.#records.get(token);
  }

  /** Why a token is unusable. Null for a usable token. */
  refusalOf(token: ConnectToken | undefined): TokenRefusal | null {
    if (!token) return 'INVALID_TOKEN';
    if (token.spent) return 'TOKEN_USED';
    return this.#clock.now() < token.expiresAt ? null : 'TOKEN_EXPIRED';
  }

  /** Makes a token unusable. */
  spend(token: ConnectToken): void {
    token.spent = true;
  }

  reset(): void {
    this.#records.clear();
  }
}
