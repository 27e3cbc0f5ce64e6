import {randomBytes} from 'node:crypto';
import {SignJWT} from 'jose';
import type {Clock} from '../../../sandbox/clock.js';
import {products, type MeldConnection} from './connections.js';

/** The account and the routing profile the tokens name; one of each is all the sandbox has. */
export const accountId = 'acctSandbox1';
const routingProfile = 'routeSandbox1';

/** Why a token opens nothing. */
export type TokenRefusal = 'INVALID_TOKEN' | 'TOKEN_EXPIRED' | 'TOKEN_USED';

export interface ConnectToken {
  readonly connectionId: string;
  /** Milliseconds since the epoch, on the sandbox's clock. */
  readonly expiresAt: number;
  spent: boolean;
}

/** Connect tokens: JWTs in the shape of Meld's sample, useless after completion. */
export class ConnectTokens {
  readonly #clock: Clock;
  /** A key of its own for every sandbox, so that one does not take another's tokens. */
  readonly #key = randomBytes(32);
  readonly #records = new Map<string, ConnectToken>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param seconds the token's life */
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
    // Two tokens of one second are the same text, which the later repair makes good again; what was opened with the
    // earlier one keeps that one's record.
    const expiresAt = (issuedAt + seconds) * 1000;
    this.#records.set(token, {connectionId: connection.id, expiresAt, spent: false});
    return token;
  }

  /** What is known of a token. Only what was made here is found, so that finding one is checking its signature. */
  find(token: string): ConnectToken | undefined {
    return this.#records.get(token);
  }

  /** Why a token opens nothing, or null for one that does. */
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
