import {randomUUID} from 'node:crypto';
import type {Clock} from '../clock.js';
import type {Bank} from './bank.js';

/** The lifetime of an authorization request, in milliseconds. */
const LIFETIME = 10 * 60 * 1000;

/** A request in the bank's window to give an application access to accounts. */
export interface Authorization {
  readonly id: string;
  readonly bank: Bank;
  /** Whether the bank's window sends Cross-Origin-Opener-Policy: same-origin. */
  readonly coop: boolean;
  /** The name of the requesting application, as shown to the person. */
  readonly applicant: string;
  /** The URL to which the bank's page goes after the answer. Null closes its window. */
  readonly returnTo: string | null;
  readonly expiresAt: number;
  answer: 'pending' | 'allowed' | 'denied';
  /** Called after the answer. Banks notify the aggregator's server, whether or not its widget is still open. */
  readonly onAnswer: () => void;
}

/** The bank's side of OAuth. Widgets create requests, and the person answers them in the bank's window. */
export class Authorizations {
  readonly #clock: Clock;
  readonly #byId = new Map<string, Authorization>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open(request: Pick<Authorization, 'bank' | 'applicant' | 'coop' | 'returnTo' | 'onAnswer'>): Authorization {
    const expiresAt = this.#clock.now() + LIFETIME;
    const authorization: Authorization = {...request, id: randomUUID(), expiresAt, answer: 'pending'};
    this.#byId.set(authorization.id, authorization);
    return authorization;
  }

  find(id: string): Authorization | undefined {
    return this.#byId.get(id);
  }

  /** Records the person's answer. Returns false when the request is unknown, answered or expired. */
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
