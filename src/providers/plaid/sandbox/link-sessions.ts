import {randomUUID} from 'node:crypto';
import {SignIn, type Settlement, type SignInView} from '../../../sandbox/banks/sign-in.js';
import type {Surroundings} from '../../../sandbox/stand-in.js';
import {invalidInput, newRequestId} from './errors.js';
import {healthy, institutions, isMendedByUpdateMode, type PlaidItem} from './items.js';
import type {LinkToken} from './link-tokens.js';
import type {PlaidState} from './state.js';

interface Session {
  readonly id: string;
  readonly linkSessionId: string;
  readonly requestId: string;
  readonly token: LinkToken;
  signIn?: SignIn;
}

interface InstitutionMetadata {
  readonly name: string;
  readonly institution_id: string;
}

/** The sessions of Link: what happens between its opening and its callback. */
export class LinkSessions {
  readonly #state: PlaidState;
  readonly #surroundings: Surroundings;
  readonly #sessions = new Map<string, Session>();
  readonly #signIns = new Map<string, SignIn>();

  constructor(state: PlaidState, surroundings: Surroundings) {
    this.#state = state;
    this.#surroundings = surroundings;
  }

  signIn(id: string): SignIn | undefined {
    return this.#signIns.get(id);
  }

  /** Opens Link with a token; a dead token gives an answer with `error`, which Link shows before it exits. */
  open(linkToken: string): Record<string, unknown> {
    const {exitAfterSuccess, eventDelivery, deadTokenError} = this.#state.variants();
    const ids = {linkSessionId: randomUUID(), requestId: newRequestId()};
    const answer = {...ids, settings: {exitAfterSuccess, eventDelivery, deadTokenError}};
    const token = this.#state.tokens.usableLink(linkToken);
    const item = token?.itemId ? this.#state.items.find(token.itemId) : undefined;
    if (!token || (token.itemId !== null && !item)) return {...answer, error: deadTokenAnswer()};
    const session: Session = {id: randomUUID(), token, ...ids};
    this.#sessions.set(session.id, session);
    return {
      ...answer,
      sessionId: session.id,
      clientName: token.clientName,
      updateMode: token.itemId !== null,
      institutions: Object.entries(institutions).map(([id, {name, brand}]) => ({id, name, brand})),
      ...(item && this.#repairAt(session, item)),
    };
  }

  /** Goes on with the institution that was picked for a new link; null when there is no such session or institution. */
  pick(sessionId: string, institutionId: string): Record<string, unknown> | null {
    const session = this.#sessions.get(sessionId);
    const bank = Object.hasOwn(institutions, institutionId) ? institutions[institutionId] : undefined;
    if (!session || !bank) return null;
    const {environment, products} = session.token;
    const view = this.#begin(session, institutionId, 'password', () =>
      this.#state.createItem(institutionId, environment, products),
    );
    return {institution: metadataOf(institutionId, bank.name), brand: bank.brand, signIn: view};
  }

  /** Ends a session without a result; nothing that is still done at its bank counts. */
  cancel(sessionId: string): void {
    const session = this.#sessions.get(sessionId);
    if (session && this.#state.variants().tokenSpentByCancel) session.token.spent = true;
    if (session) this.#dropSignIn(session);
    this.#sessions.delete(sessionId);
  }

  reset(): void {
    this.#sessions.clear();
    this.#signIns.clear();
  }

  #repairAt(session: Session, item: PlaidItem): Record<string, unknown> {
    const {institution} = item;
    const view = this.#begin(session, institution.id, item.bank, () => {
      const mended = isMendedByUpdateMode(item.status, session.token.accountSelection);
      if (mended) this.#state.items.finishRepair(item, [{status: healthy, afterSeconds: 0}]);
      return item;
    });
    return {
      institution: metadataOf(institution.id, institution.name),
      brand: institutions[institution.id]?.brand,
      signIn: view,
    };
  }

  #begin(session: Session, institutionId: string, mode: PlaidItem['bank'], settle: () => PlaidItem): SignInView {
    const bank = institutions[institutionId] ?? {name: institutionId, brand: ''};
    const signIn = new SignIn({
      authorizations: this.#surroundings.authorizations,
      bank,
      mode,
      applicant: session.token.clientName,
      // The token may have died since the session was opened: of age, or spent by another session.
      onAccepted: () => (this.#isAlive(session) ? this.#succeed(session, settle()) : {dead: deadTokenAnswer()}),
      onRefused: () => {
        session.token.badLogins += 1;
        return this.#isAlive(session) ? null : {dead: deadTokenAnswer()};
      },
    });
    this.#dropSignIn(session);
    session.signIn = signIn;
    this.#signIns.set(signIn.id, signIn);
    return signIn.view();
  }

  #isAlive({token}: Session): boolean {
    return this.#state.tokens.usableLink(token.token) !== null;
  }

  #dropSignIn({signIn}: Session): void {
    if (!signIn) return;
    signIn.abandon();
    this.#signIns.delete(signIn.id);
  }

  #succeed(session: Session, item: PlaidItem): Settlement {
    session.token.spent = !this.#state.variants().reusableTokens;
    return {
      done: {
        publicToken: this.#state.tokens.createPublic(item.id, item.environment).token,
        metadata: {
          institution: metadataOf(item.institution.id, item.institution.name),
          accounts: item.accounts.map(account => ({...account, verification_status: null, class_type: null})),
          link_session_id: session.linkSessionId,
          transfer_status: null,
        },
      },
    };
  }
}

/** What Link says of every token that opens nothing, whatever the reason. */
function deadTokenAnswer(): Record<string, string | null> {
  const message = 'the link token is unknown, expired, used, of another environment, or had too many bad logins';
  return invalidInput('INVALID_LINK_TOKEN', message).linkError();
}

function metadataOf(id: string, name: string): InstitutionMetadata {
  return {name, institution_id: id};
}
