import {randomUUID} from 'node:crypto';
import {invalidInput, PlaidError} from './errors.js';

/** A session whose bank has replaced the host's page. */
interface Returning {
  readonly token: {readonly token: string};
}

/** The states in the URLs to which banks return. Each is used once, with the link token of its session. */
export class LinkReturns<Session extends Returning> {
  readonly #sessions = new Map<string, {readonly session: Session; isUsed: boolean}>();

  /** Returns the URL to which the bank of a session returns. */
  add(session: Session, redirectUri: string): string {
    const state = randomUUID();
    this.#sessions.set(state, {session, isUsed: false});
    return `${redirectUri}?oauth_state_id=${state}`;
  }

  /**
   * Returns the session of a URL, or the error with which Link refuses it. The first message is one that users of Plaid's
   * wrapper have quoted. The codes of the others are in Plaid's packages; which one comes when is unverified.
   */
  take(linkToken: string, receivedRedirectUri: string): Session | PlaidError {
    const state = URL.canParse(receivedRedirectUri) && new URL(receivedRedirectUri).searchParams.get('oauth_state_id');
    if (!state)
      return invalidInput('INVALID_FIELD', 'oauth uri does not contain a valid oauth_state_id query parameter');
    const returned = this.#sessions.get(state);
    if (returned?.session.token.token !== linkToken) {
      return new PlaidError('OAUTH_ERROR', 'INCORRECT_OAUTH_NONCE', 'the state belongs to another link token');
    }
    if (returned.isUsed) {
      return new PlaidError('OAUTH_ERROR', 'OAUTH_STATE_ID_ALREADY_PROCESSED', 'the state has been processed before');
    }
    returned.isUsed = true;
    return returned.session;
  }

  reset(): void {
    this.#sessions.clear();
  }
}
