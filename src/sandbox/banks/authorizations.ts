import {randomUUID} from 'node:crypto';
import type {Clock} from '../clock.js';
import type {Bank} from './bank.js';

/** How long the bank keeps its window's question open, in milliseconds. */
const LIFETIME = 10 * 60 * 1000;

/** One question in the bank's own window: may this application see the accounts? */
export interface Authorization {
  readonly id: string;
  readonly bank: Bank;
  /** Whether the window answers with Cross-Origin-Opener-Policy: same-origin. */
  readonly coop: boolean;
  /** Who asks, as shown to the person. */
  readonly applicant: string;
  readonly expiresAt: number;
  answer: 'pending' | 'allowed' | 'denied';
}

/** The bank's side of OAuth: widgets open questions here, the bank's window answers them. */
export class Authorizations {
  readonly #clock: Clock;
  readonly #byId = new Map<string, Authorization>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open(bank: Bank, applicant: string, coop: boolean): Authorization {
    const expiresAt = this.#clock.now() + LIFETIME;
    const authorization: Authorization = {id: randomUUID(), bank, coop, applicant, expiresAt, answer: 'pending'};
    this.#byId.set(authorization.id, authorization);
    return authorization;
  }

  find(id: string): Authorization | undefined {
    return this.#byId.get(id);
  }

  /** Gives the person's answer; false when it was answered before or has expired, since a question is asked once. */
  answer(id: string, answer: 'allowed' | 'denied'): boolean {
    const authorization = this.#byId.get(id);
    if (!authorization || this.state(id) !== 'pending') return false;
    authorization.answer = answer;
    return true;
  }

  state(id: string): 'pending' | 'allowed' | 'denied' | 'expired' {
    const authorization = this.#byId.get(id);
    if (!authorization) return 'expired';
    if (authorization.answer !== 'pending') return authorization.answer;
    return this.#clock.now() < authorization.expiresAt ? 'pending' : 'expired';
  }

  reset(): void {
    this.#byId.clear();
  }
}
