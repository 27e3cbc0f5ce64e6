import {randomBytes, randomUUID} from 'node:crypto';
import type {Clock} from './clock.js';
import {NotAllowedError} from './not-allowed-error.js';
import {deliver, type Attempt, type WebhookMessage} from './webhook-delivery.js';

/** The number of deliveries that are kept, over all vendors. Older ones are removed and not retried. */
const MAX_DELIVERIES = 200;

/** The state of a delivery. `unsent` means that no URL was set. */
export type DeliveryState = 'unsent' | 'pending' | 'delivered' | 'given-up';

interface Delivery {
  readonly id: string;
  readonly vendor: string;
  readonly message: WebhookMessage;
  /** Milliseconds since the epoch, on the sandbox's clock. */
  readonly createdAt: number;
  readonly attempts: Attempt[];
  state: DeliveryState;
  url: string | null;
  /** Real time of the first attempt, in milliseconds since the epoch. */
  firstAt: number;
  cancel: () => void;
}

interface Channel {
  readonly firstSecret: string | null;
  secret: string | null;
  url: string | null;
  readonly rotated: (() => void)[];
  /** Serializes first attempts, so that webhooks arrive in the order of their events. */
  queue: Promise<void>;
}

/** Sends the webhooks of one vendor. */
export interface VendorWebhooks {
  /**
   * Sends a message to its own URL, else to the vendor's webhook URL. Without a URL, the message is only listed on the
   * control page. Retries follow the message's schedule on the sandbox's clock.
   */
  send(message: WebhookMessage): void;
  /** The present secret. Empty when the vendor shares no secret. */
  secret(): string;
  /** Adds a listener for rotations of the secret. It cannot be removed. */
  onRotate(listener: () => void): void;
}

/** A delivery in the control API. Times are ISO 8601, on the sandbox's clock. */
export interface DeliveryDescription {
  readonly id: string;
  readonly provider: string;
  readonly event: string;
  readonly url: string | null;
  readonly state: DeliveryState;
  readonly createdAt: string;
  readonly attempts: readonly {readonly at: string; readonly status: number | null; readonly error: string | null}[];
  readonly body: string;
}

/** Sends the webhooks of all vendors of one sandbox and keeps the latest deliveries. */
export class Webhooks {
  readonly #clock: Clock;
  readonly #first: Readonly<Record<string, string>>;
  readonly #channels: ReadonlyMap<string, Channel>;
  #deliveries: Delivery[] = [];
  #ending = new AbortController();

  /**
   * @param secrets by vendor; null for vendors whose webhooks are not signed with a secret
   * @param destinations the initial URLs, by vendor
   * @throws {NotAllowedError} for an unknown vendor or a URL that is not http or https
   */
  constructor(
    clock: Clock,
    secrets: Readonly<Record<string, string | null>>,
    destinations: Readonly<Record<string, string>> = {},
  ) {
    this.#clock = clock;
    this.#first = destinations;
    this.#channels = new Map(
      Object.entries(secrets).map(([vendor, secret]) => [
        vendor,
        {firstSecret: secret, secret, url: null, rotated: [], queue: Promise.resolve()},
      ]),
    );
    this.setDestinations(destinations);
  }

  of(vendor: string): VendorWebhooks {
    const channel = this.#channel(vendor);
    return {
      send: message => this.#send(vendor, channel, message),
      secret: () => channel.secret ?? '',
      onRotate: listener => void channel.rotated.push(listener),
    };
  }

  /**
   * Sets the webhook URLs of the given vendors. Null removes a URL. Other vendors keep theirs.
   * @throws {NotAllowedError} for an unknown vendor or an invalid URL; nothing is changed then
   */
  setDestinations(destinations: Readonly<Record<string, unknown>>): void {
    const changes = Object.entries(destinations).map(([vendor, url]): [Channel, string | null] => [
      this.#channel(vendor),
      url === null ? null : checkedUrl(vendor, url),
    ]);
    for (const [channel, url] of changes) channel.url = url;
  }

  /**
   * Replaces a vendor's secret, or its key if it signs with one.
   * @throws {NotAllowedError} for an unknown vendor
   * @returns the new secret; null when the vendor shares no secret
   */
  rotate(vendor: string): string | null {
    const channel = this.#channel(vendor);
    if (channel.secret !== null) channel.secret = `whsec_${randomBytes(24).toString('base64url')}`;
    for (const listener of channel.rotated) listener();
    return channel.secret;
  }

  /** Sends a delivery again, to the vendor's present URL. Returns false for an unknown id. */
  redeliver(id: string): boolean {
    const delivery = this.#deliveries.find(candidate => candidate.id === id);
    if (!delivery) return false;
    delivery.cancel();
    this.#start(this.#channel(delivery.vendor), delivery);
    return true;
  }

  /** The webhook URL and the secret of each vendor. */
  destinations(): Record<string, {url: string | null; secret: string | null}> {
    return Object.fromEntries([...this.#channels].map(([vendor, {url, secret}]) => [vendor, {url, secret}]));
  }

  /** The latest deliveries, newest first. */
  deliveries(): DeliveryDescription[] {
    return this.#deliveries
      .map(({id, vendor, message, url, state, createdAt, attempts}) => ({
        id,
        provider: vendor,
        event: message.event,
        url,
        state,
        createdAt: iso(createdAt),
        attempts: attempts.map(({at, status, error}) => ({at: iso(at), status, error})),
        body: message.body,
      }))
      .reverse();
  }

  /** Removes all deliveries and restores the initial URLs and secrets. */
  reset(): void {
    this.close();
    this.#ending = new AbortController();
    for (const channel of this.#channels.values()) {
      channel.secret = channel.firstSecret;
      channel.url = null;
      channel.queue = Promise.resolve();
    }
    this.setDestinations(this.#first);
  }

  /** Aborts running attempts and cancels retries. */
  close(): void {
    this.#ending.abort();
    for (const delivery of this.#deliveries) delivery.cancel();
    this.#deliveries = [];
  }

  #channel(vendor: string): Channel {
    const channel = this.#channels.get(vendor);
    if (channel) return channel;
    throw new NotAllowedError(`unknown vendor ${vendor}; allowed: ${[...this.#channels.keys()].join(', ')}`);
  }

  #send(vendor: string, channel: Channel, message: WebhookMessage): void {
    const delivery: Delivery = {
      id: randomUUID(),
      vendor,
      message,
      createdAt: this.#clock.now(),
      attempts: [],
      state: 'unsent',
      url: null,
      firstAt: 0,
      cancel: () => undefined,
    };
    this.#deliveries.push(delivery);
    if (this.#deliveries.length > MAX_DELIVERIES) this.#deliveries.shift()?.cancel();
    this.#start(channel, delivery);
  }

  #start(channel: Channel, delivery: Delivery): void {
    delivery.url = delivery.message.url ?? channel.url;
    delivery.state = delivery.url === null ? 'unsent' : 'pending';
    if (delivery.url === null) return;
    channel.queue = channel.queue.then(() => this.#attempt(channel, delivery, 0));
  }

  /** @param count the number of earlier attempts since the delivery was started */
  async #attempt(channel: Channel, delivery: Delivery, count: number): Promise<void> {
    const {message, attempts} = delivery;
    const {signal} = this.#ending;
    if (signal.aborted) return;
    // The URL can have changed since the previous attempt.
    const url = message.url ?? channel.url;
    delivery.url = url;
    if (url === null) {
      delivery.state = 'unsent';
      return;
    }
    const realNow = this.#clock.realNow();
    if (count === 0) delivery.firstAt = realNow;
    const attempt = await deliver(
      message,
      {
        url,
        secret: channel.secret ?? '',
        at: this.#clock.now(),
        realNow,
        firstAt: delivery.firstAt,
        count,
        previous: count === 0 ? undefined : attempts.at(-1),
      },
      signal,
    );
    if (signal.aborted) return;
    attempts.push(attempt);
    const delay = message.retry.delays[count];
    if (attempt.accepted || delay === undefined) {
      delivery.state = attempt.accepted ? 'delivered' : 'given-up';
      return;
    }
    const again = () => void this.#attempt(channel, delivery, count + 1);
    delivery.cancel = this.#clock.at(this.#clock.now() + delay * 1000, again);
  }
}

function checkedUrl(vendor: string, url: unknown): string {
  if (typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new NotAllowedError(`the webhook URL of ${vendor} must be an http or https URL, or null`);
}

const iso = (time: number): string => new Date(time).toISOString();
