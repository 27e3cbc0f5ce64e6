import {SignIn} from '../../../sandbox/banks/sign-in.js';
import type {Surroundings} from '../../../sandbox/stand-in.js';
import type {ConnectTokens} from './connect-tokens.js';
import {accounts, healthy, institutions, type MeldConnection} from './connections.js';
import type {MeldState} from './state.js';

/** The widget's sessions: a connect token is turned into a login at the bank. */
export class ConnectSessions {
  readonly #state: MeldState;
  readonly #tokens: ConnectTokens;
  readonly #surroundings: Surroundings;
  readonly #signIns = new Map<string, SignIn>();

  constructor(state: MeldState, tokens: ConnectTokens, surroundings: Surroundings) {
    this.#state = state;
    this.#tokens = tokens;
    this.#surroundings = surroundings;
  }

  signIn(id: string): SignIn | undefined {
    return this.#signIns.get(id);
  }

  /** Starts the widget; a token that opens nothing gives an answer with `refusal`. */
  async open(token: string): Promise<Record<string, unknown>> {
    const {messages, metadata} = this.#state.variants();
    const encoding = {messages, metadata};
    const read = await this.#tokens.read(token);
    if ('refusal' in read) return {...read, encoding};
    const connection = this.#state.connections.find(read.connectionId);
    if (!connection) return {refusal: 'INVALID_TOKEN', encoding};
    const {institution} = connection;
    const bank = institutions[institution.id] ?? {name: institution.name, brand: ''};
    const signIn = new SignIn({
      authorizations: this.#surroundings.authorizations,
      bank,
      mode: connection.bank,
      applicant: 'Meld',
      onAccepted: () => this.#complete(connection, token),
    });
    this.#signIns.set(signIn.id, signIn);
    return {encoding, institution: bank.name, brand: bank.brand, signIn: signIn.view()};
  }

  reset(): void {
    this.#signIns.clear();
  }

  #complete(connection: MeldConnection, token: string): Record<string, unknown> {
    const {connectComplete, statusLagSeconds} = this.#state.variants();
    this.#tokens.spend(token);
    this.#state.connections.finishRepair(connection, healthy, statusLagSeconds);
    const {id, name} = connection.institution;
    return {
      connectComplete,
      complete: {institutionId: id, institutionName: name, accountCount: accounts.length, accounts},
    };
  }
}
