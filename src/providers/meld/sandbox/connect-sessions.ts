import {SignIn, type Settlement} from '../../../sandbox/banks/sign-in.js';
import type {Surroundings} from '../../../sandbox/stand-in.js';
import type {ConnectToken, ConnectTokens} from './connect-tokens.js';
import {accounts, healthy, institutions, type MeldConnection} from './connections.js';
import type {MeldState} from './state.js';
import type {MeldWebhooks} from './webhooks.js';

/** The widget's sessions. Each starts with a connect token and contains a sign-in at the bank. */
export class ConnectSessions {
  readonly #state: MeldState;
  readonly #tokens: ConnectTokens;
  readonly #webhooks: MeldWebhooks;
  readonly #surroundings: Surroundings;
  readonly #signIns = new Map<string, SignIn>();

  constructor(state: MeldState, tokens: ConnectTokens, webhooks: MeldWebhooks, surroundings: Surroundings) {
    this.#state = state;
    this.#tokens = tokens;
    this.#webhooks = webhooks;
    this.#surroundings = surroundings;
  }

  signIn(id: string): SignIn | undefined {
    return this.#signIns.get(id);
  }

  /** Starts the widget. For an unusable token, the answer has `refusal`. */
  open(connectToken: string): Record<string, unknown> {
    const {messages, metadata} = this.#state.variants();
    const encoding = {messages, metadata};
    const token = this.#tokens.find(connectToken);
    const connection = token && this.#state.connections.find(token.connectionId);
    const refusal = this.#tokens.refusalOf(token);
    if (refusal || !token || !connection) return {refusal: refusal ?? 'INVALID_TOKEN', encoding};
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

  /** Cancels a sign-in. A later answer of its bank is ignored. The token stays usable, so the widget can start again. */
  cancel(id: string): void {
    this.#signIns.get(id)?.abandon();
    this.#signIns.delete(id);
  }

  reset(): void {
    this.#signIns.clear();
  }

  #complete(connection: MeldConnection, token: ConnectToken): Settlement {
    // The token can have expired, or been used in another widget, since this widget was opened.
    const refusal = this.#tokens.refusalOf(token);
    if (refusal) return {dead: {refusal}};
    const {connectComplete, statusLagSeconds} = this.#state.variants();
    this.#tokens.spend(token);
    this.#webhooks.sendCompleted(connection);
    this.#state.connections.finishRepair(connection, [{status: healthy, afterSeconds: statusLagSeconds}]);
    const {id, name} = connection.institution;
    return {
      done: {
        connectComplete,
        complete: {institutionId: id, institutionName: name, accountCount: accounts.length, accounts},
      },
    };
  }
}
