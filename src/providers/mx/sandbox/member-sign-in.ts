import {SignIn, type SignInView} from '../../../sandbox/banks/sign-in.js';

/** The callbacks of a sign-in, for the widget's session. */
export interface SignInListener {
  submitted(kind: 'credentials' | 'code'): void;
  /** Called after an answer of the bank that does not complete the sign-in. */
  refused(view: SignInView): void;
  /** Returns whether the bank's window may open. */
  mayOpenWindow(): boolean;
  windowOpened(): void;
}

/** A sign-in that notifies the widget's session, which posts messages about it. */
export class MemberSignIn extends SignIn {
  readonly #listener: SignInListener;

  /** @param challenged the user who has entered the password already and is asked for the code */
  constructor(
    options: ConstructorParameters<typeof SignIn>[0] & {
      readonly listener: SignInListener;
      readonly challenged: {readonly username: string; readonly password: string} | null;
    },
  ) {
    super(options);
    this.#listener = options.listener;
    if (options.challenged) super.submitCredentials(options.challenged.username, options.challenged.password);
  }

  override submitCredentials(username: string, password: string): void {
    if (this.view().step !== 'credentials') return;
    this.#listener.submitted('credentials');
    super.submitCredentials(username, password);
    this.#reportRefusal();
  }

  override submitCode(code: string): void {
    if (this.view().step !== 'code') return;
    this.#listener.submitted('code');
    super.submitCode(code);
    this.#reportRefusal();
  }

  override openWindow(): string | null {
    if (!this.#listener.mayOpenWindow()) return null;
    const authorizationId = super.openWindow();
    if (authorizationId !== null) this.#listener.windowOpened();
    return authorizationId;
  }

  #reportRefusal(): void {
    const view = this.view();
    if (view.step !== 'done') this.#listener.refused(view);
  }
}
