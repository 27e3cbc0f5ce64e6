import {createHmac, randomUUID} from 'node:crypto';
import type {StatusPair} from '../../../sandbox/connections.js';
import type {Surroundings} from '../../../sandbox/stand-in.js';
import type {RetrySchedule, SigningContext} from '../../../sandbox/webhook-delivery.js';
import {accountId} from './connect-tokens.js';
import {externalCustomerId, serviceProviderDetails, type MeldConnection} from './connections.js';
import type {MeldState} from './state.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const THREE_DAYS = 72 * HOUR;

/** The version of the envelope. */
const version = '2022-11-10';

/** Only a 200 within 10 s is a success. Retries start after a minute, double their delay up to an hour, and last three days. */
const retry: RetrySchedule = {timeoutSeconds: 10, delays: retryDelays(), accepts: status => status === 200};

function retryDelays(): number[] {
  const delays: number[] = [];
  let elapsed = 0;
  for (let delay = MINUTE; elapsed + delay <= THREE_DAYS; delay = Math.min(delay * 2, HOUR)) {
    delays.push(delay);
    elapsed += delay;
  }
  return delays;
}

/** Sends Meld's webhooks about connections. */
export class MeldWebhooks {
  readonly #state: MeldState;
  readonly #surroundings: Surroundings;

  constructor(state: MeldState, surroundings: Surroundings) {
    this.#state = state;
    this.#surroundings = surroundings;
    state.connections.onChange((connection, before) => this.#sendChange(connection, before));
  }

  /** Sent after the person has finished the widget. The data is not available yet, and the status can still be the old one. */
  sendCompleted(connection: MeldConnection): void {
    this.#send('BANK_LINKING_CONNECTION_COMPLETED', connection);
  }

  #sendChange(connection: MeldConnection, before: StatusPair): void {
    const {status, statusReason} = connection;
    if (status === 'DELETED') return this.#send('BANK_LINKING_CONNECTION_DELETED', connection);
    // Unverified: the name of the field with the old status.
    const more = {oldStatus: before.status, newStatus: status, reason: statusReason};
    this.#send('BANK_LINKING_CONNECTION_STATUS_CHANGE', connection, more);
    if (status === 'RECONNECT_REQUIRED' && this.#state.variants().olderWebhooks) {
      this.#send('BANK_LINKING_CUSTOMER_ACTION_REQUIRED', connection, {reason: statusReason});
    }
  }

  #send(eventType: string, connection: MeldConnection, more: Readonly<Record<string, unknown>> = {}): void {
    const {id, customerId, institution} = connection;
    const envelope = {
      eventType,
      eventId: randomUUID(),
      timestamp: new Date(this.#surroundings.clock.realNow()).toISOString(),
      accountId,
      profileId: 'profileSandbox1',
      version,
      payload: {
        requestId: randomUUID(),
        customerId,
        externalCustomerId,
        connectionId: id,
        institutionId: institution.id,
        institutionName: institution.name,
        serviceProviderDetails: serviceProviderDetails(connection),
        ...more,
      },
    };
    this.#surroundings.webhooks.send({
      event: eventType,
      body: JSON.stringify(envelope),
      sign: context => this.#sign(context),
      retry,
    });
  }

  /** The signature: HMAC-SHA256 over timestamp, URL and body, joined by dots, as base64url with padding. */
  #sign({url, body, secret, now, firstAt, attempt, lastFailure}: SigningContext): Record<string, string> {
    const timestamp = (this.#state.variants().retrySignature === 'fresh' ? now : firstAt).toISOString();
    const mac = createHmac('sha256', secret).update(`${timestamp}.${url}.${body}`).digest('base64');
    return {
      'Meld-Signature': mac.replaceAll('+', '-').replaceAll('/', '_'),
      'Meld-Signature-Timestamp': timestamp,
      ...(attempt > 0 && {'Meld-Retry-Count': String(attempt), 'Meld-Retry-Reason': lastFailure ?? ''}),
    };
  }
}
