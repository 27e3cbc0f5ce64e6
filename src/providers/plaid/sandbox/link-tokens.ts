import {randomUUID} from 'node:crypto';
import type {Clock} from '../../../sandbox/clock.js';
import type {Environment} from '../../../sandbox/connections.js';

const MINUTE = 60_000;

/** Plaid says that too many bad logins make a link token invalid, and not how many; this many is a guess. */
const MAX_BAD_LOGINS = 10;

/** What a link token was made for. */
export interface LinkTokenPurpose {
  readonly environment: Environment;
  readonly clientName: string;
  /** The item to repair; null for a new link. */
  readonly itemId: string | null;
  readonly products: readonly string[];
  /** Whether the person chooses accounts (anew), also in update mode. */
  readonly accountSelection: boolean;
}

export interface LinkToken extends LinkTokenPurpose {
  readonly token: string;
  readonly expiresAt: number;
  spent: boolean;
  /** Logins that the bank has refused, over all sessions of the token. */
  badLogins: number;
}

/** What a public token stands for. */
export interface PublicToken {
  readonly token: string;
  readonly environment: Environment;
  readonly itemId: string;
  readonly expiresAt: number;
  spent: boolean;
}

/** Link tokens and public tokens, with their lives. */
export class Tokens {
  readonly #clock: Clock;
  readonly #link = new Map<string, LinkToken>();
  readonly #public = new Map<string, PublicToken>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  createLink(purpose: LinkTokenPurpose): LinkToken {
    // Four hours for a new link, thirty minutes for an existing item.
    const life = purpose.itemId === null ? 240 * MINUTE : 30 * MINUTE;
    const token = `link-${purpose.environment}-${randomUUID()}`;
    const record = {...purpose, token, expiresAt: this.#clock.now() + life, spent: false, badLogins: 0};
    this.#link.set(token, record);
    return record;
  }

  /** The token's record, or null when it is unknown, spent, expired or worn out: Plaid has one error for all of these. */
  usableLink(token: string): LinkToken | null {
    const record = this.#link.get(token);
    const alive = record && !record.spent && record.badLogins < MAX_BAD_LOGINS;
    return alive && this.#clock.now() < record.expiresAt ? record : null;
  }

  createPublic(itemId: string, environment: Environment): PublicToken {
    const token = `public-${environment}-${randomUUID()}`;
    const record = {token, environment, itemId, expiresAt: this.#clock.now() + 30 * MINUTE, spent: false};
    this.#public.set(token, record);
    return record;
  }

  /** Takes a public token, which works once; null when it is unknown, spent, expired or of the other environment. */
  takePublic(token: string, environment: Environment): PublicToken | null {
    const record = this.#public.get(token);
    const usable =
      record && !record.spent && record.environment === environment && this.#clock.now() < record.expiresAt;
    if (!usable) return null;
    record.spent = true;
    return record;
  }

  reset(): void {
    this.#link.clear();
    this.#public.clear();
  }
}
