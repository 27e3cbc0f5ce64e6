import {Hono} from 'hono';
import type {Connection} from '../../../sandbox/connections.js';
import type {StandIn, Surroundings} from '../../../sandbox/stand-in.js';
import {plaidApi} from './api.js';
import {newRequestId, PlaidError} from './errors.js';
import {hostedSite} from './hosted-site.js';
import {LinkSessions} from './link-sessions.js';
import {linkSite} from './link-site.js';
import {PlaidState} from './state.js';
import type {PlaidVariants} from './variants.js';
import {PlaidWebhooks} from './webhooks.js';

/** Plaid's server in one sandbox: the API and Link on one origin. */
export class PlaidServer implements StandIn {
  readonly #state: PlaidState;
  readonly #webhooks: PlaidWebhooks;
  readonly #sessions: LinkSessions;
  readonly #app = new Hono();

  constructor(surroundings: Surroundings) {
    // The sandbox validates the variants against this vendor's table. The type is derived from the same table.
    this.#state = new PlaidState(surroundings.clock, () => surroundings.variants() as PlaidVariants);
    this.#webhooks = new PlaidWebhooks(this.#state, surroundings);
    this.#sessions = new LinkSessions(this.#state, this.#webhooks, surroundings);
    this.#app.route('/', plaidApi(this.#state, this.#webhooks, surroundings.ownOrigin));
    this.#app.route('/', linkSite(this.#sessions, surroundings));
    this.#app.route('/', hostedSite(this.#state));
    this.#app.notFound(c => {
      const error = new PlaidError('INVALID_REQUEST', 'NOT_FOUND', 'no such endpoint in this stand-in');
      return c.json(error.body(newRequestId()), 404);
    });
  }

  get connections(): PlaidState['items'] {
    return this.#state.items;
  }

  fetch(request: Request): Response | Promise<Response> {
    return this.#app.fetch(request);
  }

  details(connection: Connection): Readonly<Record<string, string>> {
    const item = this.#state.items.find(connection.id);
    return item ? {accessToken: item.accessToken} : {};
  }

  reset(): void {
    this.#state.reset();
    this.#sessions.reset();
    this.#webhooks.keys.reset();
  }
}
