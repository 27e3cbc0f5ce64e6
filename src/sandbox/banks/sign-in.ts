import {randomUUID} from 'node:crypto';
import type {Authorizations} from './authorizations.js';
import {checkCode, checkPassword, type Bank, type BankMode} from './bank.js';

/**
 * What the widget shows. `oauth` opens the bank's window. `dead` means that the vendor's token has become unusable,
 * whatever the bank has answered.
 */
export type SignInStep = 'credentials' | 'code' | 'oauth' | 'accounts' | 'unavailable' | 'done' | 'dead';

const firstSteps: Readonly<Record<BankMode, SignInStep>> = {
  password: 'credentials',
  oauth: 'oauth',
  'oauth-coop': 'oauth',
  down: 'unavailable',
};

/** Why the last attempt failed. */
export type Refusal = 'wrong-password' | 'wrong-code' | 'locked' | 'denied' | 'timed-out' | 'no-account' | 'down';

/** An account that the person can share. */
export interface AccountChoice {
  readonly id: string;
  readonly name: string;
  readonly mask: string;
  /** Whether the account is shared already. */
  readonly chosen: boolean;
}

/**
 * The vendor's result of a login. `done` and `dead` end the sign-in and hold the data for the vendor's page. `choose`
 * offers accounts to the person, and `onChosen` gives the result of the choice.
 */
export type Settlement =
  | {readonly done: unknown}
  | {readonly dead: unknown}
  | {readonly choose: readonly AccountChoice[]; readonly onChosen: (ids: readonly string[]) => Settlement};

/** The state of the sign-in, for the widget's page. */
export interface SignInView {
  readonly id: string;
  readonly step: SignInStep;
  readonly refusal: Refusal | null;
  /** The accounts to choose from. Empty except in the step `accounts`. */
  readonly accounts: readonly AccountChoice[];
  /** Whether the request in the bank's window is unanswered. */
  readonly waiting: boolean;
  /** The number of windows of the bank that were opened. */
  readonly windows: number;
  /** The vendor's data for its page, at the end. */
  readonly result: unknown;
}

/** The sign-in of one person at one bank, from within a widget. The state is on the widget's server. */
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
   * @param options.onAccepted called once, after the bank has accepted the login
   * @param options.onRefused called after every refused password or code; can end the sign-in
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

  /** Takes the choice of accounts. At least one offered account is required. */
  submitAccounts(ids: readonly string[]): void {
    if (this.#step !== 'accounts' || !this.#onChosen) return;
    const chosen = this.#accounts.map(({id}) => id).filter(id => ids.includes(id));
    if (chosen.length === 0) this.#refusal = 'no-account';
    else this.#end(this.#onChosen(chosen));
  }

  /**
   * Creates a request for the bank's page. Returns its id, or null in steps without such a page.
   * @param returnTo the URL to which the bank goes after the answer; null if the page is a window that closes
   */
  openWindow(returnTo: string | null = null): string | null {
    if (this.#step !== 'oauth') return null;
    this.#refusal = null;
    this.#windows += 1;
    const coop = this.#mode === 'oauth-coop';
    const onAnswer = () => this.#readAnswer();
    const request = {bank: this.#bank, applicant: this.#applicant, coop, returnTo, onAnswer};
    this.#authorizationId = this.#authorizations.open(request).id;
    return this.#authorizationId;
  }

  /** Ends the sign-in without a result. A later answer in the bank's window is ignored. */
  abandon(): void {
    this.#authorizationId = null;
  }

  /** The present state. Widgets poll it. */
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
