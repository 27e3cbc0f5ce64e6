import {randomBytes} from 'node:crypto';
import {jwtVerify, SignJWT} from 'jose';
import type {Clock} from '../../../sandbox/clock.js';
import {products, type MeldConnection} from './connections.js';

/** The account and the routing profile the tokens name; one of each is all the sandbox has. */
export const accountId = 'acctSandbox1';
const routingProfile = 'routeSandbox1';

/** Connect tokens: JWTs in the shape of Meld's sample, useless after completion. */
export class ConnectTokens {
  readonly #clock: Clock;
  /** A key of its own for every sandbox, so that one does not take another's tokens. */
  readonly #key = randomBytes(32);
  readonly #spent = new Map<string, boolean>();

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
    // Two tokens of one second are the same text; the later repair makes it good again.
    this.#spent.set(token, false);
    return token;
  }

  /** The id of the connection a token is for, or why it opens nothing. */
  async read(
    token: string,
  ): Promise<{connectionId: string} | {refusal: 'INVALID_TOKEN' | 'TOKEN_EXPIRED' | 'TOKEN_USED'}> {
    const spent = this.#spent.get(token);
    if (spent === undefined) return {refusal: 'INVALID_TOKEN'};
    if (spent) return {refusal: 'TOKEN_USED'};
    try {
      const {payload} = await jwtVerify(token, this.#key, {currentDate: new Date(this.#clock.now())});
      return {connectionId: String(payload['connection'])};
    } catch {
      return {refusal: 'TOKEN_EXPIRED'};
    }
  }

  spend(token: string): void {
    this.#spent.set(token, true);
  }

  reset(): void {
    this.#spent.clear();
  }
}
