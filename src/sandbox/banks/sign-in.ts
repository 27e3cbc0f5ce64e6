import {randomUUID} from 'node:crypto';
import type {Authorizations} from './authorizations.js';
import {checkCode, checkPassword, type Bank, type BankMode} from './bank.js';

/**
 * What the widget shows: fields, the code, a way into the bank's window, the accounts to choose from, a bank that is
 * down, or the end, which is `dead` when the vendor's token is no good any more, whatever the bank says.
 */
export type SignInStep = 'credentials' | 'code' | 'oauth' | 'accounts' | 'unavailable' | 'done' | 'dead';

const firstSteps: Readonly<Record<BankMode, SignInStep>> = {
  password: 'credentials',
  oauth: 'oauth',
  'oauth-coop': 'oauth',
  down: 'unavailable',
};

/** Why the last attempt did not get the person further. */
export type Refusal = 'wrong-password' | 'wrong-code' | 'locked' | 'denied' | 'timed-out' | 'no-account' | 'down';

/** An account that the person may share. */
export interface AccountChoice {
  readonly id: string;
  readonly name: string;
  readonly mask: string;
  /** Whether it is shared already. */
  readonly chosen: boolean;
}

/**
 * What the vendor makes of the bank's answer, with what its page is told: the repair, or a token that is dead; or
 * accounts for the person to choose from, and what is made of the choice.
 */
export type Settlement =
  | {readonly done: unknown}
  | {readonly dead: unknown}
  | {readonly choose: readonly AccountChoice[]; readonly onChosen: (ids: readonly string[]) => Settlement};

/** The state as told to the widget's page. */
export interface SignInView {
  readonly id: string;
  readonly step: SignInStep;
  readonly refusal: Refusal | null;
  /** What there is to choose from, in the step for that. */
  readonly accounts: readonly AccountChoice[];
  /** Whether the bank's window is open and unanswered. */
  readonly waiting: boolean;
  /** How many windows of the bank there have been. */
  readonly windows: number;
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
  readonly #onAccepted: () => Settlement;
  readonly #onRefused: () => {readonly dead: unknown} | null;
  #step: SignInStep;
  #refusal: Refusal | null = null;
  #username = '';
  #authorizationId: string | null = null;
  #windows = 0;
  #result: unknown = null;
  #accounts: readonly AccountChoice[] = [];
  #onChosen: ((ids: readonly string[]) => Settlement) | null = null;

  /**
   * @param options.onAccepted settles the repair, if the token is still good for one, or offers accounts; called once
   * @param options.onRefused hears of every wrong password and code, and may end the sign-in
   */
  constructor(options: {
    authorizations: Authorizations;
    bank: Bank;
    mode: BankMode;
    applicant: string;
    onAccepted: () => Settlement;
    onRefused?: () => {readonly dead: unknown} | null;
  }) {
    this.#authorizations = options.authorizations;
    this.#bank = options.bank;
    this.#mode = options.mode;
    this.#applicant = options.applicant;
    this.#onAccepted = options.onAccepted;
    this.#onRefused = options.onRefused ?? (() => null);
    this.#step = firstSteps[options.mode];
    if (options.mode === 'down') this.#refusal = 'down';
  }

  submitCredentials(username: string, password: string): void {
    if (this.#step !== 'credentials') return;
    const answer = checkPassword(username, password);
    this.#username = username;
    this.#refusal = null;
    if (answer === 'code-needed') this.#step = 'code';
    else if (answer === 'accepted') this.#accept();
    else this.#refuse(answer === 'locked' ? 'locked' : 'wrong-password');
  }

  submitCode(code: string): void {
    if (this.#step !== 'code') return;
    if (checkCode(this.#username, code)) this.#accept();
    else this.#refuse('wrong-code');
  }

  /** Takes the choice of accounts; at least one of those that were offered is needed. */
  submitAccounts(ids: readonly string[]): void {
    if (this.#step !== 'accounts' || !this.#onChosen) return;
    const chosen = this.#accounts.map(({id}) => id).filter(id => ids.includes(id));
    if (chosen.length === 0) this.#refusal = 'no-account';
    else this.#end(this.#onChosen(chosen));
  }

  /** Opens the question in the bank's window; returns its id, or null when there is no such window at this bank. */
  openWindow(): string | null {
    if (this.#step !== 'oauth') return null;
    this.#refusal = null;
    this.#windows += 1;
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
      accounts: this.#accounts,
      waiting: this.#authorizationId !== null,
      windows: this.#windows,
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
    this.#end(this.#onAccepted());
  }

  #refuse(refusal: Refusal): void {
    this.#refusal = refusal;
    const end = this.#onRefused();
    if (end) this.#end(end);
  }

  #end(settlement: Settlement): void {
    this.#refusal = null;
    if ('choose' in settlement) {
      this.#step = 'accounts';
      this.#accounts = settlement.choose;
      this.#onChosen = settlement.onChosen;
      return;
    }
    this.#accounts = [];
    this.#onChosen = null;
    this.#step = 'done' in settlement ? 'done' : 'dead';
    this.#result = 'done' in settlement ? settlement.done : settlement.dead;
  }
}
