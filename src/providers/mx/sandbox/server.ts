import {Hono} from 'hono';
import type {Connection} from '../../../sandbox/connections.js';
import type {StandIn, Surroundings} from '../../../sandbox/stand-in.js';
import {mxApi} from './api.js';
import {ConnectSessions} from './connect-sessions.js';
import {connectSite} from './connect-site.js';
import {webhookUsername} from './credentials.js';
import {errorBody} from './errors.js';
import {MxState} from './state.js';
import type {MxVariants} from './variants.js';
import {MxWebhooks} from './webhooks.js';
import {WidgetUrls} from './widget-urls.js';

/** MX's server in one sandbox: the API and the widget on one origin. */
export class MxServer implements StandIn {
  readonly #state: MxState;
  readonly #urls: WidgetUrls;
  readonly #sessions: ConnectSessions;
  readonly #surroundings: Surroundings;
  readonly #app = new Hono();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    // The sandbox validates the variants against this vendor's table. The type is derived from the same table.
    this.#state = new MxState(surroundings.clock, () => surroundings.variants() as MxVariants);
    this.#urls = new WidgetUrls(surroundings.clock);
    this.#sessions = new ConnectSessions(this.#state, surroundings);
    new MxWebhooks(this.#state, surroundings);
    this.#app.route('/', mxApi(this.#state, this.#urls, surroundings.ownOrigin));
    this.#app.route('/', connectSite(this.#urls, this.#sessions, this.#state.variants, surroundings));
    this.#app.notFound(c => c.json(errorBody(404, 'There is no such endpoint in this stand-in.'), 404));
  }

  get connections(): StandIn['connections'] {
    return this.#state.members;
  }

  fetch(request: Request): Response | Promise<Response> {
    return this.#app.fetch(request);
  }

  details(connection: Connection): Readonly<Record<string, string>> {
    const userGuid = this.#state.members.find(connection.id)?.userGuid ?? '';
    return {userGuid, webhookUsername, webhookPassword: this.#surroundings.webhooks.secret()};
  }

  reset(): void {
    this.#state.reset();
    this.#urls.reset();
    this.#sessions.reset();
  }
}
