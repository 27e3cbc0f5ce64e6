import {SignIn, type SignInView} from '../../../sandbox/banks/sign-in.js';

/** What a widget's session hears of the sign-in within it. */
export interface SignInListener {
  submitted(kind: 'credentials' | 'code'): void;
  /** The bank has answered, and the person is not through. */
  refused(view: SignInView): void;
  /** Asked before the bank's window is opened; false keeps it shut. */
  mayOpenWindow(): boolean;
  windowOpened(): void;
}

/** A sign-in that tells what is done in it, since the widget's messages follow from that. */
export class MemberSignIn extends SignIn {
  readonly #listener: SignInListener;

  /** @param challenged a person who has given the password already, and is asked for the code */
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
