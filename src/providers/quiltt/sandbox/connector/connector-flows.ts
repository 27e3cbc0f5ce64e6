import {SignIn, type Settlement, type SignInView} from '../../../../sandbox/banks/sign-in.js';
import type {BankMode} from '../../../../sandbox/banks/bank.js';
import type {Surroundings} from '../../../../sandbox/stand-in.js';
import {healthy, institutions, newConnection, type QuilttConnection} from '../connections.js';
import {connectors, environmentOf} from '../credentials.js';
import {newId, type Profile} from '../profiles.js';
import type {QuilttState} from '../state.js';
import type {QuilttWebhooks} from '../webhooks.js';

/** The options that the Connector is opened with. */
export interface ConnectorOptions {
  readonly connectorId: string;
  /** A session token. Empty when the page has set none. */
  readonly token: string;
  /** The connection to reconnect. Empty to create a new one. */
  readonly connectionId: string;
  /** The search term for banks. Empty for all banks. */
  readonly institution: string;
}

interface Flow {
  readonly id: string;
  readonly token: string;
  readonly profile: Profile;
  signIn?: SignIn;
}

/** The Connector's sessions, each from the opening of its frame to its exit. */
export class ConnectorFlows {
  readonly #state: QuilttState;
  readonly #surroundings: Surroundings;
  readonly #webhooks: QuilttWebhooks;
  readonly #flows = new Map<string, Flow>();
  readonly #signIns = new Map<string, SignIn>();

  constructor(state: QuilttState, surroundings: Surroundings, webhooks: QuilttWebhooks) {
    this.#state = state;
    this.#surroundings = surroundings;
    this.#webhooks = webhooks;
  }

  signIn(id: string): SignIn | undefined {
    return this.#signIns.get(id);
  }

  /** Opens a session if the token is valid. The answer's `step` selects what the frame shows. */
  open({connectorId, token, connectionId, institution}: ConnectorOptions): Record<string, unknown> {
    const {deadSessionToken, escape} = this.#state.variants();
    const settings = {escape};
    const profile = this.#state.profileOf(token);
    if (profile?.environment !== environmentOf(connectors, connectorId) || !profile) {
      return {settings, step: token !== '' && deadSessionToken === 'error' ? 'error' : 'login'};
    }
    const flow: Flow = {id: newId('csn'), token, profile};
    const answer = {settings, metadata: {profileId: profile.id, connectorSession: {id: flow.id}}};
    if (connectionId === '') {
      this.#flows.set(flow.id, flow);
      return {...answer, step: 'institutions', institutions: search(institution)};
    }
    const connection = this.#state.connectionOf(profile, connectionId);
    if (!connection) return {...answer, step: 'error'};
    this.#flows.set(flow.id, flow);
    return {
      ...answer,
      metadata: {...answer.metadata, connectionId},
      step: 'sign-in',
      ...this.#begin(flow, connection.institution.id, connection.bank, () => this.#reconnect(connection)),
    };
  }

  /** Continues with the selected bank of a new connection. Null for an unknown session or bank. */
  pick(flowId: string, institutionId: string): Record<string, unknown> | null {
    const flow = this.#flows.get(flowId);
    if (!flow || !Object.hasOwn(institutions, institutionId)) return null;
    return this.#begin(flow, institutionId, 'password', () => this.#connect(flow.profile, institutionId));
  }

  /** Ends a session without a result. A later answer of its bank is ignored. */
  cancel(flowId: string): void {
    const signIn = this.#flows.get(flowId)?.signIn;
    signIn?.abandon();
    if (signIn) this.#signIns.delete(signIn.id);
    this.#flows.delete(flowId);
  }

  reset(): void {
    this.#flows.clear();
    this.#signIns.clear();
  }

  #begin(
    flow: Flow,
    institutionId: string,
    mode: BankMode,
    settle: () => QuilttConnection,
  ): {institution: string; brand: string; signIn: SignInView} {
    const bank = institutions[institutionId] ?? {name: institutionId, brand: ''};
    const signIn = new SignIn({
      authorizations: this.#surroundings.authorizations,
      bank,
      mode,
      applicant: 'Quiltt',
      // The session token can have expired, or been revoked, since the frame was opened.
      onAccepted: (): Settlement =>
        this.#state.profileOf(flow.token) ? {done: {connectionId: settle().id}} : {dead: {}},
    });
    flow.signIn = signIn;
    this.#signIns.set(signIn.id, signIn);
    return {institution: bank.name, brand: bank.brand, signIn: signIn.view()};
  }

  #reconnect(connection: QuilttConnection): QuilttConnection {
    this.#state.sync(connection);
    return connection;
  }

  /** Creates a connection and starts its first sync. */
  #connect({id: profileId, environment}: Profile, institutionId: string): QuilttConnection {
    const now = this.#state.clock.now();
    const what = {environment, profileId, provider: 'MOCK', institutionId, status: 'INITIALIZING', now} as const;
    const connection = newConnection({...what, id: newId('conn')});
    this.#state.connections.add(connection);
    this.#webhooks.sendCreated(connection);
    const {syncSeconds} = this.#state.variants();
    this.#state.connections.finishRepair(connection, [{status: healthy, afterSeconds: syncSeconds}]);
    return connection;
  }
}

/** The banks whose name contains a term. All banks if there is no match. */
function search(term: string): {id: string; name: string}[] {
  const all = Object.entries(institutions).map(([id, {name}]) => ({id, name}));
  const found = all.filter(({name}) => name.toLowerCase().includes(term.toLowerCase()));
  return found.length > 0 ? found : all;
}
