import {SignIn, type Settlement, type SignInView} from '../../../../sandbox/banks/sign-in.js';
import type {BankMode} from '../../../../sandbox/banks/bank.js';
import type {Surroundings} from '../../../../sandbox/stand-in.js';
import {healthy, institutions, newConnection, type QuilttConnection} from '../connections.js';
import {connectors, environmentOf} from '../credentials.js';
import {newId, type Profile} from '../profiles.js';
import type {QuilttState} from '../state.js';
import type {QuilttWebhooks} from '../webhooks.js';

/** What the Connector is opened with. */
export interface ConnectorOptions {
  readonly connectorId: string;
  /** A session token; empty for none. */
  readonly token: string;
  /** The connection to reconnect; empty to make a new one. */
  readonly connectionId: string;
  /** What to look for among the banks; empty for all of them. */
  readonly institution: string;
}

interface Flow {
  readonly id: string;
  readonly token: string;
  readonly profile: Profile;
  signIn?: SignIn;
}

/** The Connector's sessions: what happens between its frame's opening and its exit. */
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

  /** Begins a session, as far as the token allows; the answer's `step` says what the frame shows. */
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

  /** Goes on with the bank that was picked for a new connection; null when there is no such session or bank. */
  pick(flowId: string, institutionId: string): Record<string, unknown> | null {
    const flow = this.#flows.get(flowId);
    if (!flow || !Object.hasOwn(institutions, institutionId)) return null;
    return this.#begin(flow, institutionId, 'password', () => this.#connect(flow.profile, institutionId));
  }

  /** Ends a session without a result; nothing that is still done at its bank counts. */
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
      // The session token may have been revoked, or have died of age, since the frame was opened.
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

  /** Makes a connection, which its first sync is yet to come for. */
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

/** The banks whose name holds a text; all of them if none does. */
function search(term: string): {id: string; name: string}[] {
  const all = Object.entries(institutions).map(([id, {name}]) => ({id, name}));
  const found = all.filter(({name}) => name.toLowerCase().includes(term.toLowerCase()));
  return found.length > 0 ? found : all;
}
