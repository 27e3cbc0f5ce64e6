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
  /** Called with the answer: banks tell the aggregator's server, whether or not its widget is still there. */
  readonly onAnswer: () => void;
}

/** The bank's side of OAuth: widgets open questions here, the bank's window answers them. */
export class Authorizations {
  readonly #clock: Clock;
  readonly #byId = new Map<string, Authorization>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open(question: Pick<Authorization, 'bank' | 'applicant' | 'coop' | 'onAnswer'>): Authorization {
    const expiresAt = this.#clock.now() + LIFETIME;
    const authorization: Authorization = {...question, id: randomUUID(), expiresAt, answer: 'pending'};
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
    authorization.onAnswer();
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
