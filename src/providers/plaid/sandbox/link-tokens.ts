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
  /** Where webhooks about the item go; of no effect in update mode. */
  readonly webhook: string | null;
  /** For Link on a page of its own; null for Link in the host's page. */
  readonly hosted: HostedLink | null;
  /** What the request said of itself, for `/link/token/get`. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** How Link runs on a page of its own. */
export interface HostedLink {
  /** Where the page goes when Link has ended, however it has; null closes it. */
  readonly completionRedirectUri: string | null;
  /** In seconds; null for the default. */
  readonly lifetimeSeconds: number | null;
}

export interface LinkToken extends LinkTokenPurpose {
  readonly token: string;
  /** The id in the address of Link's own page. */
  readonly pageId: string;
  readonly createdAt: number;
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

/**
 * Four hours for a new link, thirty minutes for an existing item. With a page of its own a token lives as long as that:
 * thirty minutes unless the request says otherwise, and always so for an existing item in Plaid's Sandbox.
 */
function lifeOf({itemId, environment, hosted}: LinkTokenPurpose): number {
  if (itemId !== null && (!hosted || environment === 'sandbox')) return 30 * MINUTE;
  if (!hosted) return 240 * MINUTE;
  return hosted.lifetimeSeconds === null ? 30 * MINUTE : hosted.lifetimeSeconds * 1000;
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
    const token = `link-${purpose.environment}-${randomUUID()}`;
    const createdAt = this.#clock.now();
    const expiresAt = createdAt + lifeOf(purpose);
    const record = {...purpose, token, pageId: randomUUID(), createdAt, expiresAt, spent: false, badLogins: 0};
    this.#link.set(token, record);
    return record;
  }

  /** The token's record, whether or not it still opens anything. */
  findLink(token: string): LinkToken | undefined {
    return this.#link.get(token);
  }

  /** The token that a page of its own was made for. */
  hostedLink(pageId: string): LinkToken | undefined {
    return [...this.#link.values()].find(record => record.hosted !== null && record.pageId === pageId);
  }

  /** The token's record, or null when it is unknown, spent, expired or worn out: Plaid has one error for all of these. */
  usableLink(token: string): LinkToken | null {
    const record = this.#link.get(token);
    const alive = record && !record.spent && record.badLogins < MAX_BAD_LOGINS;
    return alive && this.#clock.now() < record.expiresAt ? record : null;
  }

  /** Makes a token unusable. */
  spend(token: LinkToken): void {
    token.spent = true;
  }

  /** Counts a login that the bank has refused. Too many of them make the token unusable. */
  countBadLogin(token: LinkToken): void {
    token.badLogins += 1;
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
