import {createHmac} from 'node:crypto';
import type {StatusPair} from '../../../sandbox/connections.js';
import type {Surroundings} from '../../../sandbox/stand-in.js';
import type {RetrySchedule, SigningContext} from '../../../sandbox/webhook-delivery.js';
import {healthy, type QuilttConnection} from './connections.js';
import {environmentIds} from './credentials.js';
import {newId} from './profiles.js';
import type {QuilttState} from './state.js';
import type {WebhookSubscriptions} from './webhook-subscriptions.js';

const HOUR = 3_600;
const RETRIES = 20;

/**
 * Up to twenty retries with exponential back-off and a timeout of about 20 s, known from receivers that cite Quiltt's
 * documentation. The first and the longest delay, ten seconds and six hours, are guesses.
 */
const retry: RetrySchedule = {
  timeoutSeconds: 20,
  delays: Array.from({length: RETRIES}, (_, index) => Math.min(10 * 2 ** index, 6 * HOUR)),
};

/** The event types by status, for the end of a sync and of a connection. */
const eventTypes: Readonly<Record<string, string>> = {
  ERROR_REPAIRABLE: 'connection.synced.errored.repairable',
  ERROR_INSTITUTION: 'connection.synced.errored.institution',
  ERROR_PROVIDER: 'connection.synced.errored.provider',
  ERROR_SERVICE: 'connection.synced.errored.service',
  DISCONNECTED: 'connection.disconnected',
};

interface Event {
  readonly type: string;
  readonly record: Readonly<Record<string, unknown>>;
}

/** Sends Quiltt's webhooks about connections. */
export class QuilttWebhooks {
  readonly #state: QuilttState;
  readonly #surroundings: Surroundings;
  readonly #subscriptions: WebhookSubscriptions;

  constructor(state: QuilttState, surroundings: Surroundings, subscriptions: WebhookSubscriptions) {
    this.#state = state;
    this.#subscriptions = subscriptions;
    this.#surroundings = surroundings;
    state.connections.onChange((connection, before) => this.#sendChange(connection, before));
  }

  sendCreated(connection: QuilttConnection): void {
    this.#send(connection, [{type: 'connection.created', record: connectionRecord(connection)}]);
  }

  #sendChange(connection: QuilttConnection, before: StatusPair): void {
    const record = connectionRecord(connection);
    if (connection.status === healthy) {
      // The first sync has two parts. Here, one delivery reports both.
      const first = before.status === 'INITIALIZING' ? ['.initial', '.historical'] : [''];
      const events = first.map(part => ({type: `connection.synced.successful${part}`, record}));
      return this.#send(connection, [...events, ...this.#balances(connection)]);
    }
    const type = eventTypes[connection.status];
    if (type) this.#send(connection, [{type, record}]);
  }

  /** The events of the accounts after a sync. */
  #balances({accounts}: QuilttConnection): Event[] {
    if (!this.#state.variants().webhookBatches) return [];
    return accounts.map(({id}) => ({type: 'balance.created', record: {id: `bal_${id.replace(/^acct_/, '')}`}}));
  }

  #send({environment, profileId}: QuilttConnection, events: readonly Event[]): void {
    const profile = this.#state.profiles.find(environment, profileId);
    const at = new Date(this.#surroundings.clock.realNow()).toISOString();
    const truncated = this.#state.variants().truncatedWebhooks;
    const allEvents = events.map(({type, record}) => ({
      id: newId('evt'),
      type,
      at,
      profile: {id: profileId, uuid: profile?.uuid, metadata: profile?.metadata ?? {}},
      record: truncated ? {id: record['id']} : record,
      metadata: {},
    }));
    const deliver = (chosen: typeof allEvents, url?: string) => {
      const eventTypes = [...new Set(chosen.map(({type}) => type))];
      const mode = environment.toUpperCase();
      const body = {environment: {id: environmentIds[environment], mode, metadata: {}}, eventTypes, events: chosen};
      const message = {event: eventTypes.join(', '), body: JSON.stringify(body), sign, retry};
      this.#surroundings.webhooks.send(url === undefined ? message : {...message, url});
    };
    deliver(allEvents);
    const targets = new Set(this.#subscriptions.list(environment).map(({targetUrl}) => targetUrl));
    for (const url of targets) {
      const wanted = ({type}: Event) =>
        this.#subscriptions.subscribedTo(environment, type).some(({targetUrl}) => targetUrl === url);
      const chosen = allEvents.filter(wanted);
      if (chosen.length > 0) deliver(chosen, url);
    }
  }
}

/**
 * The signature: HMAC-SHA256 over the version of the scheme, the time in seconds and the body, without separators, as
 * base64. Known from three public receivers that agree. Quiltt's own documentation was not available. Unverified: whether
 * Quiltt re-signs retries. The stand-in does, because receivers refuse signatures older than five minutes.
 */
function sign({body, secret, now}: SigningContext): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac('sha256', secret).update(`1${timestamp}${body}`).digest('base64');
  return {'Quiltt-Signature': signature, 'Quiltt-Timestamp': timestamp};
}

function connectionRecord(connection: QuilttConnection): Record<string, unknown> {
  const {id, status, provider, institution, features, metadata} = connection;
  return {id, status, provider, features, institution, metadata, externallyManaged: false};
}
