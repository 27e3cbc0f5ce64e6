import {randomBytes, randomUUID} from 'node:crypto';
import type {Clock} from './clock.js';
import {NotAllowedError} from './not-allowed-error.js';
import {deliver, type Attempt, type WebhookMessage} from './webhook-delivery.js';

/** As many deliveries are kept, over all vendors; an older one is forgotten, and not retried any more. */
const MAX_DELIVERIES = 200;

/** Where one delivery stands; `unsent` is one that had nowhere to go. */
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
  /** First attempts go one after the other, so that what happened first is told first. */
  queue: Promise<void>;
}

/** The webhooks of one vendor, as its stand-in sees them. */
export interface VendorWebhooks {
  /**
   * Sends to the URL that the developer has set for the vendor, or to the message's own; with neither, the message is
   * only kept for the developer to see. Retries by the message's schedule, on the sandbox's clock.
   */
  send(message: WebhookMessage): void;
  /** The present secret; empty for a vendor that shares none. */
  secret(): string;
  /** Calls a listener after each rotation; for the sandbox's whole life. */
  onRotate(listener: () => void): void;
}

/** A delivery as the control API shows it. Times are ISO 8601, on the sandbox's clock. */
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

/** Sends the webhooks of all vendors of one sandbox, and remembers the latest. */
export class Webhooks {
  readonly #clock: Clock;
  readonly #first: Readonly<Record<string, string>>;
  readonly #channels: ReadonlyMap<string, Channel>;
  #deliveries: Delivery[] = [];
  #ending = new AbortController();

  /**
   * @param secrets by vendor; null for one whose webhooks are signed in another way
   * @param destinations the URLs to start with, by vendor
   * @throws {NotAllowedError} for a destination that is no vendor's or no http URL
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
   * Sets where the named vendors' webhooks go; null stops them. Others stay.
   * @throws {NotAllowedError} for a vendor or URL that is none; then nothing is changed
   */
  setDestinations(destinations: Readonly<Record<string, unknown>>): void {
    const changes = Object.entries(destinations).map(([vendor, url]): [Channel, string | null] => [
      this.#channel(vendor),
      url === null ? null : checkedUrl(vendor, url),
    ]);
    for (const [channel, url] of changes) channel.url = url;
  }

  /**
   * Gives a vendor a new secret, or a new key where it signs with one.
   * @throws {NotAllowedError} for a vendor that is none
   * @returns the new secret; null where there is none to share
   */
  rotate(vendor: string): string | null {
    const channel = this.#channel(vendor);
    if (channel.secret !== null) channel.secret = `whsec_${randomBytes(24).toString('base64url')}`;
    for (const listener of channel.rotated) listener();
    return channel.secret;
  }

  /** Sends a delivery once more, to where its vendor's webhooks go now; false when it is not known (any more). */
  redeliver(id: string): boolean {
    const delivery = this.#deliveries.find(candidate => candidate.id === id);
    if (!delivery) return false;
    delivery.cancel();
    this.#start(this.#channel(delivery.vendor), delivery);
    return true;
  }

  /** Where each vendor's webhooks go, and with what secret. */
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

  /** Forgets all deliveries; destinations and secrets are those of the start. */
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

  /** Ends what is being sent and calls off what was to be. */
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

  /** @param count how many attempts of this series were made before */
  async #attempt(channel: Channel, delivery: Delivery, count: number): Promise<void> {
    const {message, attempts} = delivery;
    const {signal} = this.#ending;
    if (signal.aborted) return;
    // A retry goes where the vendor's webhooks go by then, and nowhere when that has been taken back.
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
