import {createHmac, randomBytes, randomUUID} from 'node:crypto';
import type {Clock} from '../../../sandbox/clock.js';
import type {Environment} from '../../../sandbox/connections.js';
import type {Profile} from './profiles.js';

const HOUR = 3_600_000;

/** Life of a session token, in milliseconds. */
const LIFE = 24 * HOUR;

/** How many tokens a profile may be issued within a time, as Quiltt documents it. */
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

/** Session tokens: JWTs with the claims of Quiltt's sample, which open everything that a profile has. */
export class SessionTokens {
  readonly #clock: Clock;
  /** A key of its own for every sandbox, so that one does not take another's tokens. */
  readonly #key = randomBytes(64);
  readonly #records = new Map<string, SessionToken>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Seconds until the profile may have another token; null when it may have one now. */
  secondsUntilNext(profile: Profile): number | null {
    const now = this.#clock.now();
    const issued = [...this.#records.values()]
      .filter(({profileId}) => profileId === profile.id)
      .map(({issuedAt}) => issuedAt)
      .sort((a, b) => b - a);
    const waitTimes = limits.flatMap(({count, milliseconds}) => {
      // The one that has to grow old before there is room for another.
      const oldest = issued[count - 1];
      return oldest !== undefined && now < oldest + milliseconds ? [oldest + milliseconds - now] : [];
    });
    return waitTimes.length === 0 ? null : Math.ceil(Math.max(...waitTimes) / 1000);
  }

  issue(profile: Profile): SessionToken {
    const {id, environment} = profile;
    const issuedAt = this.#clock.now();
    const iat = Math.floor(issuedAt / 1000);
    const exp = iat + LIFE / 1000;
    const parts = [
      {alg: 'HS512', typ: 'JWT'},
      {iss: 'auth.quiltt.io', aud: 'api.quiltt.io', sub: id, exp, nbf: iat, iat, jti: randomUUID(), ver: 4},
    ];
    const signed = parts.map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    // At once, and not through a promise: between counting and issuing nobody else may be issued one.
    const token = `${signed}.${createHmac('sha512', this.#key).update(signed).digest('base64url')}`;
    const record = {token, profileId: id, environment, issuedAt, expiresAt: exp * 1000};
    this.#records.set(token, record);
    return record;
  }

  /** A token that is still good. Only what was made here is found, so that finding one is checking its signature. */
  find(token: string): SessionToken | undefined {
    const record = this.#records.get(token);
    return record && this.#clock.now() < record.expiresAt ? record : undefined;
  }

  /** Ends a token, which makes room for another; false when there is no such token. */
  revoke(token: string): boolean {
    return this.find(token) !== undefined && this.#records.delete(token);
  }

  reset(): void {
    this.#records.clear();
  }
}
