import {Hono} from 'hono';
import type {StandIn, Surroundings} from '../../../sandbox/stand-in.js';
import {meldApi, refuse} from './api.js';
import {ConnectSessions} from './connect-sessions.js';
import {connectSite} from './connect-site.js';
import {ConnectTokens} from './connect-tokens.js';
import {MeldState} from './state.js';
import type {MeldVariants} from './variants.js';
import {MeldWebhooks} from './webhooks.js';

/** Meld's server in one sandbox: the API and the widget on one origin. */
export class MeldServer implements StandIn {
  readonly #state: MeldState;
  readonly #tokens: ConnectTokens;
  readonly #sessions: ConnectSessions;
  readonly #app = new Hono();

  constructor(surroundings: Surroundings) {
    // The sandbox validates the variants against this vendor's table. The type is derived from the same table.
    this.#state = new MeldState(surroundings.clock, () => surroundings.variants() as MeldVariants);
    this.#tokens = new ConnectTokens(surroundings.clock);
    const webhooks = new MeldWebhooks(this.#state, surroundings);
    this.#sessions = new ConnectSessions(this.#state, this.#tokens, webhooks, surroundings);
    this.#app.route('/', meldApi(this.#state, this.#tokens, surroundings.ownOrigin));
    this.#app.route('/', connectSite(this.#sessions, surroundings.bankOrigin));
    this.#app.notFound(c => refuse(c, 404, 'NOT_FOUND', 'There is no such endpoint in this stand-in.'));
  }

  get connections(): MeldState['connections'] {
    return this.#state.connections;
  }

  fetch(request: Request): Response | Promise<Response> {
    return this.#app.fetch(request);
  }

  details(): Readonly<Record<string, string>> {
    return {};
  }

  reset(): void {
    this.#state.connections.reset();
    this.#tokens.reset();
    this.#sessions.reset();
  }
}
