import type {Surroundings} from '../../../sandbox/stand-in.js';
import {ConnectSession} from './connect-session.js';
import type {MemberSignIn} from './member-sign-in.js';
import type {MxState} from './state.js';
import type {WidgetUrlPurpose} from './widget-urls.js';

/** The loaded widgets. */
export class ConnectSessions {
  readonly #state: MxState;
  readonly #surroundings: Surroundings;
  readonly #byId = new Map<string, ConnectSession>();

  constructor(state: MxState, surroundings: Surroundings) {
    this.#state = state;
    this.#surroundings = surroundings;
  }

  open(purpose: WidgetUrlPurpose): ConnectSession {
    const session = new ConnectSession(this.#state, this.#surroundings, purpose);
    this.#byId.set(session.id, session);
    return session;
  }

  find(id: string): ConnectSession | undefined {
    return this.#byId.get(id);
  }

  signIn(id: string): MemberSignIn | undefined {
    for (const session of this.#byId.values()) {
      const signIn = session.findSignIn(id);
      if (signIn) return signIn;
    }
    return undefined;
  }

  reset(): void {
    this.#byId.clear();
  }
}
