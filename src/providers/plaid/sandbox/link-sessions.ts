import {randomUUID} from 'node:crypto';
import {SignIn, type Settlement, type SignInView} from '../../../sandbox/banks/sign-in.js';
import {isRecord} from '../../../sandbox/json.js';
import type {Surroundings} from '../../../sandbox/stand-in.js';
import {invalidInput, newRequestId, PlaidError} from './errors.js';
import {accountsAtBank, institutions, type PlaidItem} from './items.js';
import type {LinkRecord} from './link-records.js';
import {LinkReturns} from './link-returns.js';
import type {LinkToken} from './link-tokens.js';
import type {PlaidState} from './state.js';
import {healthy, isRepairedByUpdateMode} from './statuses.js';
import type {PlaidWebhooks} from './webhooks.js';

interface Session {
  readonly id: string;
  readonly requestId: string;
  readonly token: LinkToken;
  readonly record: LinkRecord;
  signIn?: SignIn;
}

interface InstitutionMetadata {
  readonly name: string;
  readonly institution_id: string;
}

/** The Link sessions, each from the opening of Link to its end. */
export class LinkSessions {
  readonly #state: PlaidState;
  readonly #webhooks: PlaidWebhooks;
  readonly #surroundings: Surroundings;
  readonly #sessions = new Map<string, Session>();
  readonly #signIns = new Map<string, SignIn>();
  readonly #returns = new LinkReturns<Session>();

  constructor(state: PlaidState, webhooks: PlaidWebhooks, surroundings: Surroundings) {
    this.#state = state;
    this.#webhooks = webhooks;
    this.#surroundings = surroundings;
  }

  signIn(id: string): SignIn | undefined {
    return this.#signIns.get(id);
  }

  /** Opens Link with a token. For an unusable token, the answer has `error`, which Link shows before it exits. */
  open(linkToken: string): Record<string, unknown> {
    const ids = {linkSessionId: randomUUID(), requestId: newRequestId()};
    const answer = {...ids, settings: this.#settings()};
    const token = this.#state.tokens.usableLink(linkToken);
    const item = token?.itemId ? this.#state.items.find(token.itemId) : undefined;
    if (!token || (token.itemId !== null && !item)) return {...answer, error: deadLinkTokenError()};
    const record = this.#state.records.begin(token.token, ids.linkSessionId);
    const session: Session = {id: randomUUID(), token, record, requestId: ids.requestId};
    this.#sessions.set(session.id, session);
    if (token.hosted) this.#surroundings.clock.at(token.expiresAt, () => this.#expire(session));
    return {
      ...answer,
      sessionId: session.id,
      clientName: token.clientName,
      updateMode: token.itemId !== null,
      institutions: Object.entries(institutions).map(([id, {name, brand}]) => ({id, name, brand})),
      ...(item && this.#repairAt(session, item)),
    };
  }

  /**
   * Lets the bank replace the host's page. Returns the URL of the bank's page, or null if the token has no redirect URI.
   */
  redirectToBank(sessionId: string): string | null {
    const session = this.#sessions.get(sessionId);
    const {redirectUri} = session?.token ?? {};
    if (!session?.signIn || !redirectUri) return null;
    const authorizationId = session.signIn.openWindow(this.#returns.add(session, redirectUri));
    if (authorizationId === null) return null;
    return `${this.#surroundings.bankOrigin()}/authorize/${authorizationId}`;
  }

  /** Opens Link on the page that a bank has returned to, with the token of the first opening. */
  resume(linkToken: string, receivedRedirectUri: string): Record<string, unknown> {
    const session = this.#returns.take(linkToken, receivedRedirectUri);
    if (session instanceof PlaidError) {
      const ids = {linkSessionId: randomUUID(), requestId: newRequestId()};
      return {...ids, settings: this.#settings(), error: session.linkError()};
    }
    const {token, record, requestId, signIn} = session;
    const answer = {linkSessionId: record.linkSessionId, requestId, settings: this.#settings()};
    const item = token.itemId === null ? undefined : this.#state.items.find(token.itemId);
    // A token is spent by the success in this session, and expires while the person is at the bank.
    const isEnded = signIn?.view().step === 'done';
    if (!signIn || !item || (!isEnded && !this.#isAlive(session))) return {...answer, error: deadLinkTokenError()};
    const {institution} = item;
    return {
      ...answer,
      sessionId: session.id,
      clientName: token.clientName,
      updateMode: true,
      institution: metadataOf(institution.id, institution.name),
      brand: institutions[institution.id]?.brand,
      signIn: signIn.view(),
    };
  }

  /** Continues with the selected institution of a new link. Null for an unknown session or institution. */
  pick(sessionId: string, institutionId: string): Record<string, unknown> | null {
    const session = this.#sessions.get(sessionId);
    const bank = Object.hasOwn(institutions, institutionId) ? institutions[institutionId] : undefined;
    if (!session || !bank) return null;
    const {environment, products, webhook} = session.token;
    const view = this.#begin(session, institutionId, 'password', () =>
      this.#succeed(session, this.#state.createItem(institutionId, environment, products, webhook)),
    );
    return {institution: metadataOf(institutionId, bank.name), brand: bank.brand, signIn: view};
  }

  /** Ends a session without a result. A later answer of its bank is ignored. */
  cancel(sessionId: string, report: Readonly<Record<string, unknown>> = {}): void {
    const session = this.#sessions.get(sessionId);
    if (!session) return;
    if (this.#state.variants().tokenSpentByCancel) this.#state.tokens.spend(session.token);
    this.#dropSignIn(session);
    this.#sessions.delete(sessionId);
    const exit = {error: isRecord(report['error']) ? report['error'] : null, metadata: report['metadata'] ?? null};
    const ends = this.#state.records.leave(session.record, exit);
    this.#state.records.noteEvents(session.record, report['events']);
    if (ends) this.#sendEnd(session, []);
  }

  /** Stores the events that the page of a successful session reports. */
  noteEvents(sessionId: string, events: unknown): void {
    const session = this.#sessions.get(sessionId);
    if (session) this.#state.records.noteEvents(session.record, events);
  }

  reset(): void {
    this.#sessions.clear();
    this.#signIns.clear();
    this.#returns.reset();
  }

  /** The variants that concern Link's page. */
  #settings(): Record<string, unknown> {
    const {exitAfterSuccess, eventDelivery, deadTokenError, oauthWindow} = this.#state.variants();
    return {exitAfterSuccess, eventDelivery, deadTokenError, oauthWindow};
  }

  /** Ends a session whose window the person has closed. Plaid does not document what happens to it. */
  #expire(session: Session): void {
    if (!this.#state.variants().hostedExpiryExits) return;
    if (this.#state.records.leave(session.record, {error: null, metadata: null})) this.#sendEnd(session, []);
  }

  #repairAt(session: Session, item: PlaidItem): Record<string, unknown> {
    const {institution} = item;
    const view = this.#begin(session, institution.id, item.bank, () =>
      session.token.accountSelection ? this.#offerAccounts(session, item) : this.#repair(session, item),
    );
    return {
      institution: metadataOf(institution.id, institution.name),
      brand: institutions[institution.id]?.brand,
      signIn: view,
    };
  }

  #offerAccounts(session: Session, item: PlaidItem): Settlement {
    const atBank = accountsAtBank(item.id);
    return {
      choose: atBank.map(({id, name, mask}) => ({id, name, mask, chosen: item.accounts.some(own => own.id === id)})),
      onChosen: ids => {
        if (!this.#isAlive(session)) return {dead: deadLinkTokenError()};
        item.accounts = atBank.filter(({id}) => ids.includes(id));
        return this.#repair(session, item);
      },
    };
  }

  #repair(session: Session, item: PlaidItem): Settlement {
    if (isRepairedByUpdateMode(item, session.token)) {
      this.#webhooks.withoutWebhooks(() => this.#state.items.finishRepair(item, [{status: healthy, afterSeconds: 0}]));
    }
    return this.#succeed(session, item);
  }

  #begin(session: Session, institutionId: string, mode: PlaidItem['bank'], settle: () => Settlement): SignInView {
    const bank = institutions[institutionId] ?? {name: institutionId, brand: ''};
    const signIn = new SignIn({
      authorizations: this.#surroundings.authorizations,
      bank,
      mode,
      applicant: session.token.clientName,
      // The token can have expired, or been spent by another session, since the session was opened.
      onAccepted: () => (this.#isAlive(session) ? settle() : {dead: deadLinkTokenError()}),
      onRefused: () => {
        this.#state.tokens.countBadLogin(session.token);
        return this.#isAlive(session) ? null : {dead: deadLinkTokenError()};
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
    if (!this.#state.variants().reusableTokens) this.#state.tokens.spend(session.token);
    const publicToken = this.#state.tokens.createPublic(item.id, item.environment).token;
    const institution = metadataOf(item.institution.id, item.institution.name);
    const accounts = item.accounts.map(account => ({...account, verification_status: null, class_type: null}));
    const ends = this.#state.records.succeed(session.record, {public_token: publicToken, accounts, institution});
    if (ends) this.#sendEnd(session, [publicToken]);
    const {linkSessionId} = session.record;
    return {
      done: {publicToken, metadata: {institution, accounts, link_session_id: linkSessionId, transfer_status: null}},
    };
  }

  /** Sends the webhook about the end of a Hosted Link session. For other sessions, Plaid has to enable the webhook. */
  #sendEnd({token, record}: Session, publicTokens: readonly string[]): void {
    if (!token.hosted) return;
    const item = token.itemId === null ? undefined : this.#state.items.find(token.itemId);
    const {environment} = token;
    const {linkSessionId} = record;
    const url = token.itemId === null ? token.webhook : (item?.webhook ?? null);
    this.#webhooks.sendSessionFinished({linkToken: token.token, linkSessionId, environment, url}, publicTokens);
  }
}

/** Link's error for every unusable token, whatever the reason. */
function deadLinkTokenError(): Record<string, string | null> {
  const message = 'the link token is unknown, expired, used, of another environment, or had too many bad logins';
  return invalidInput('INVALID_LINK_TOKEN', message).linkError();
}

function metadataOf(id: string, name: string): InstitutionMetadata {
  return {name, institution_id: id};
}
