import {createHmac, randomBytes, randomUUID} from 'node:crypto';
import type {Clock} from '../../../sandbox/clock.js';
import type {Environment} from '../../../sandbox/connections.js';
import type {Profile} from './profiles.js';

const HOUR = 3_600_000;

/** The lifetime of a session token, in milliseconds. */
const LIFETIME = 24 * HOUR;

/** The number of tokens that a profile can be issued within a period, as documented by Quiltt. */
const limits = [
  {count: 10, milliseconds: HOUR},
  {count: 20, milliseconds: 24 * HOUR},
] as const;

export interface SessionToken {
  readonly token: string;
  readonly profileId: string;
  readonly environment: Environment;
  /** Milliseconds since the epoch, on the sandbox's clock. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Session tokens: JWTs with the claims of Quiltt's sample. A token gives access to all data of a profile. */
export class SessionTokens {
  readonly #clock: Clock;
  /** Every sandbox has its own key, so that it does not accept the tokens of another sandbox. */
  readonly #key = randomBytes(64);
  readonly #records = new Map<string, SessionToken>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Seconds until the profile can be issued another token. Null when it can be issued one now. */
  secondsUntilNext(profile: Profile): number | null {
    const now = this.#clock.now();
    const issued = [...this.#records.values()]
      .filter(({profileId}) => profileId === profile.id)
      .map(({issuedAt}) => issuedAt)
      .sort((a, b) => b - a);
    const waitTimes = limits.flatMap(({count, milliseconds}) => {
      // The token that has to leave the period first.
      const oldest = issued[count - 1];
      return oldest !== undefined && now < oldest + milliseconds ? [oldest + milliseconds - now] : [];
    });
    return waitTimes.length === 0 ? null : Math.ceil(Math.max(...waitTimes) / 1000);
  }

  issue(profile: Profile): SessionToken {
    const {id, environment} = profile;
    const issuedAt = this.#clock.now();
    const iat = Math.floor(issuedAt / 1000);
    const exp = iat + LIFETIME / 1000;
    const parts = [
      {alg: 'HS512', typ: 'JWT'},
      {iss: 'auth.quiltt.io', aud: 'api.quiltt.io', sub: id, exp, nbf: iat, iat, jti: randomUUID(), ver: 4},
    ];
    const signed = parts.map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    // Signed synchronously, so that no other token is issued between the check of the limit and this one.
    const token = `${signed}.${createHmac('sha512', this.#key).update(signed).digest('base64url')}`;
    const record = {token, profileId: id, environment, issuedAt, expiresAt: exp * 1000};
    this.#records.set(token, record);
    return record;
  }

  /** The record of a valid token. Lookup replaces the verification of the signature: only issued tokens have a record. */
  find(token: string): SessionToken | undefined {
    const record = this.#records.get(token);
    return record && this.#clock.now() < record.expiresAt ? record : undefined;
  }

  /** Revokes a token, so that it no longer counts for the limits. Returns false for an invalid token. */
  revoke(token: string): boolean {
    return this.find(token) !== undefined && this.#records.delete(token);
  }

  reset(): void {
    this.#records.clear();
  }
}
