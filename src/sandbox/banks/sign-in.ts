import {randomUUID} from 'node:crypto';
import type {Authorizations} from './authorizations.js';
import {checkCode, checkPassword, type Bank, type BankMode} from './bank.js';

/** What the widget shows: fields, the code, a way into the bank's window, a bank that is down, or the end. */
export type SignInStep = 'credentials' | 'code' | 'oauth' | 'unavailable' | 'done';

/** Why the last attempt did not get the person further. */
export type Refusal = 'wrong-password' | 'wrong-code' | 'locked' | 'denied' | 'timed-out' | 'down';

/** The state as told to the widget's page. */
export interface SignInView {
  readonly id: string;
  readonly step: SignInStep;
  readonly refusal: Refusal | null;
  /** Whether the bank's window is open and unanswered. */
  readonly waiting: boolean;
  /** What the vendor hands to its page at the end. */
  readonly result: unknown;
}

/** One person logging in to one bank from within a widget; the state lives here, on the widget's own server. */
export class SignIn {
  readonly id = randomUUID();
  readonly #authorizations: Authorizations;
  readonly #bank: Bank;
  readonly #mode: BankMode;
  readonly #applicant: string;
  readonly #onAccepted: () => unknown;
  #step: SignInStep;
  #refusal: Refusal | null = null;
  #username = '';
  #authorizationId: string | null = null;
  #result: unknown = null;

  /** @param options.onAccepted settles the repair and returns what the widget's page is told about it; called once */
  constructor(options: {
    authorizations: Authorizations;
    bank: Bank;
    mode: BankMode;
    applicant: string;
    onAccepted: () => unknown;
  }) {
    this.#authorizations = options.authorizations;
    this.#bank = options.bank;
    this.#mode = options.mode;
    this.#applicant = options.applicant;
    this.#onAccepted = options.onAccepted;
    this.#step = {password: 'credentials', oauth: 'oauth', 'oauth-coop': 'oauth', down: 'unavailable'}[
      options.mode
    ] as SignInStep;
    if (options.mode === 'down') this.#refusal = 'down';
  }

  submitCredentials(username: string, password: string): void {
    if (this.#step !== 'credentials') return;
    const answer = checkPassword(username, password);
    this.#username = username;
    this.#refusal = answer === 'locked' ? 'locked' : answer === 'refused' ? 'wrong-password' : null;
    if (answer === 'code-needed') this.#step = 'code';
    if (answer === 'accepted') this.#accept();
  }

  submitCode(code: string): void {
    if (this.#step !== 'code') return;
    if (checkCode(this.#username, code)) return this.#accept();
    this.#refusal = 'wrong-code';
  }

  /** Opens the question in the bank's window; returns its id, or null when there is no such window at this bank. */
  openWindow(): string | null {
    if (this.#step !== 'oauth') return null;
    this.#refusal = null;
    const coop = this.#mode === 'oauth-coop';
    const onAnswer = () => this.#readAnswer();
    const question = {bank: this.#bank, applicant: this.#applicant, coop, onAnswer};
    this.#authorizationId = this.#authorizations.open(question).id;
    return this.#authorizationId;
  }

  /** Gives up: an answer that the bank's window still gives counts no more. */
  abandon(): void {
    this.#authorizationId = null;
  }

  /** The present state; widgets poll it. */
  view(): SignInView {
    this.#readAnswer();
    const {id} = this;
    return {
      id,
      step: this.#step,
      refusal: this.#refusal,
      waiting: this.#authorizationId !== null,
      result: this.#result,
    };
  }

  #readAnswer(): void {
    if (this.#authorizationId === null) return;
    const state = this.#authorizations.state(this.#authorizationId);
    if (state === 'pending') return;
    this.#authorizationId = null;
    if (state === 'allowed') this.#accept();
    else this.#refusal = state === 'denied' ? 'denied' : 'timed-out';
  }

  #accept(): void {
    this.#refusal = null;
    this.#step = 'done';
    this.#result = this.#onAccepted();
  }
}
