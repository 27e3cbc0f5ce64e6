import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {Hono} from 'hono';
import type {Connection} from '../../../sandbox/connections.js';
import type {StandIn, Surroundings} from '../../../sandbox/stand-in.js';
import {repairable} from './connections.js';
import {ConnectorFlows} from './connector/connector-flows.js';
import {connectorSite} from './connector/connector-site.js';
import {connectors} from './credentials.js';
import {restError} from './errors.js';
import {ConnectorMutations} from './graphql/connector-mutations.js';
import {ConnectorSessions} from './graphql/connector-sessions.js';
import {graphqlEndpoint} from './graphql/endpoint.js';
import {Executor} from './graphql/execute.js';
import {rootValue} from './graphql/resolvers.js';
import {Cables} from './sockets/cable.js';
import {sessionsApi} from './sessions-api.js';
import {QuilttState} from './state.js';
import {MxUpstream} from './upstream/mx.js';
import {PlaidUpstream, plaidWebhookPath} from './upstream/plaid.js';
import type {QuilttVariants} from './variants.js';
import {WebhookSubscriptions, webhookSubscriptionsApi} from './webhook-subscriptions.js';
import {QuilttWebhooks} from './webhooks.js';

/** Quiltt's server in one sandbox. Quiltt's several hosts are on one origin. */
export class QuilttServer implements StandIn {
  readonly #state: QuilttState;
  readonly #sessions = new ConnectorSessions();
  readonly #subscriptions = new WebhookSubscriptions();
  readonly #plaid: PlaidUpstream;
  readonly #mx: MxUpstream;
  readonly #flows: ConnectorFlows;
  readonly #cables: Cables;
  readonly #app = new Hono();

  constructor(surroundings: Surroundings) {
    // The sandbox validates the variants against this vendor's table. The type is derived from the same table.
    this.#state = new QuilttState(surroundings.clock, () => surroundings.variants() as QuilttVariants);
    this.#plaid = new PlaidUpstream(surroundings);
    this.#mx = new MxUpstream(surroundings);
    const mutations = new ConnectorMutations(this.#state, this.#sessions, {plaid: this.#plaid, mx: this.#mx});
    const executor = new Executor(this.#state, rootValue(this.#state, mutations));
    const webhooks = new QuilttWebhooks(this.#state, surroundings, this.#subscriptions);
    this.#flows = new ConnectorFlows(this.#state, surroundings, webhooks);
    this.#cables = new Cables(this.#state, executor);
    this.#state.connections.onChange(connection => {
      if (connection.status !== repairable) return;
      this.#plaid.noteBroken(connection);
      this.#mx.noteBroken(connection);
    });
    this.#app.route('/', sessionsApi(this.#state));
    this.#app.route('/', webhookSubscriptionsApi(this.#subscriptions));
    this.#app.route('/', graphqlEndpoint(this.#state, executor));
    this.#app.route('/', connectorSite(this.#flows, surroundings, this.#state.variants));
    // Plaid's webhooks are ignored, because a connection is read from its provider on demand.
    this.#app.post(plaidWebhookPath, c => c.body(null, 204));
    this.#app.notFound(c => c.json(restError('There is no such endpoint in this stand-in.', 'Check the path.'), 404));
  }

  get connections(): QuilttState['connections'] {
    return this.#state.connections;
  }

  fetch(request: Request): Response | Promise<Response> {
    return this.#app.fetch(request);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#cables.accept(request, socket, head);
  }

  details({id, environment}: Connection): Readonly<Record<string, string>> {
    const connection = this.#state.connections.find(id);
    const profile = connection && this.#state.profiles.find(environment, connection.profileId);
    const connectorId = Object.keys(connectors).find(key => connectors[key] === environment) ?? '';
    return connection && profile
      ? {profileId: profile.id, profileUuid: profile.uuid, connectorId, quilttProvider: connection.provider}
      : {};
  }

  reset(): void {
    this.#state.reset();
    this.#sessions.reset();
    this.#subscriptions.reset();
    this.#plaid.reset();
    this.#mx.reset();
    this.#flows.reset();
    this.#cables.reset();
  }
}
