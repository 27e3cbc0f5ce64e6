import {randomUUID} from 'node:crypto';
import type {Clock} from '../../../sandbox/clock.js';
import type {Environment} from '../../../sandbox/connections.js';

const MINUTE = 60_000;

/** Plaid documents that too many bad logins make a link token invalid, but not how many. The number is a guess. */
const MAX_BAD_LOGINS = 10;

/** The purpose of a link token. */
export interface LinkTokenPurpose {
  readonly environment: Environment;
  readonly clientName: string;
  /** The item to repair; null for a new link. */
  readonly itemId: string | null;
  readonly products: readonly string[];
  /** Whether the person selects accounts, also in update mode. */
  readonly accountSelection: boolean;
  /** The webhook URL of a new item. Ignored in update mode. */
  readonly webhook: string | null;
  /** The settings of Hosted Link. Null for Link in the host's page. */
  readonly hosted: HostedLink | null;
  /** Where a bank that has replaced the host's page returns to. Null without such a page. */
  readonly redirectUri: string | null;
  /** The metadata of the request, for `/link/token/get`. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The settings of Hosted Link. */
export interface HostedLink {
  /** The URL to redirect to after Link has ended. Null closes the window. */
  readonly completionRedirectUri: string | null;
  /** The lifetime of the URL, in seconds. Null for the default. */
  readonly lifetimeSeconds: number | null;
}

export interface LinkToken extends LinkTokenPurpose {
  readonly token: string;
  /** The id in the Hosted Link URL. */
  readonly pageId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  spent: boolean;
  /** The number of refused logins, over all sessions of the token. */
  badLogins: number;
}

/** A public token and its item. */
export interface PublicToken {
  readonly token: string;
  readonly environment: Environment;
  readonly itemId: string;
  readonly expiresAt: number;
  spent: boolean;
}

/**
 * The lifetime of a link token, in milliseconds: four hours for a new link, thirty minutes for an existing item. With
 * Hosted Link, it is the lifetime of the URL: thirty minutes unless the request sets another, and always thirty minutes
 * for an existing item in Plaid's Sandbox.
 */
function lifetimeOf({itemId, environment, hosted}: LinkTokenPurpose): number {
  if (itemId !== null && (!hosted || environment === 'sandbox')) return 30 * MINUTE;
  if (!hosted) return 240 * MINUTE;
  return hosted.lifetimeSeconds === null ? 30 * MINUTE : hosted.lifetimeSeconds * 1000;
}

/** Link tokens and public tokens, with their expiry. */
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
    const expiresAt = createdAt + lifetimeOf(purpose);
    const record = {...purpose, token, pageId: randomUUID(), createdAt, expiresAt, spent: false, badLogins: 0};
    this.#link.set(token, record);
    return record;
  }

  /** The token's record, whether or not the token is usable. */
  findLink(token: string): LinkToken | undefined {
    return this.#link.get(token);
  }

  /** The token of a Hosted Link URL. */
  hostedLink(pageId: string): LinkToken | undefined {
    return [...this.#link.values()].find(record => record.hosted !== null && record.pageId === pageId);
  }

  /** The record of a usable token. Null when it is unknown, spent, expired or had too many bad logins. */
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

  /** Spends a public token. Null when it is unknown, spent, expired or of the other environment. */
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
