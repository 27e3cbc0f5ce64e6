import {randomBytes} from 'node:crypto';
import type {Clock} from '../../../sandbox/clock.js';
import type {WidgetRequest} from './widget-request.js';

/** A URL's life, in milliseconds, if it is not used before. */
const LIFETIME = 10 * 60 * 1000;

/** What a widget URL was made for. */
export interface WidgetOrder {
  readonly userGuid: string;
  readonly request: WidgetRequest;
  /** The `X-CALLBACK-PAYLOAD` of the request. */
  readonly callbackPayload: string | null;
  /** The `Accept-Language` of the request: Connect's language. */
  readonly language: string | null;
}

/** Widget URLs: each is good for one load, within ten minutes. */
export class WidgetUrls {
  readonly #clock: Clock;
  readonly #orders = new Map<string, WidgetOrder & {readonly expiresAt: number}>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns the path of the URL */
  create(order: WidgetOrder): string {
    const key = randomBytes(25).toString('base64url');
    this.#orders.set(key, {...order, expiresAt: this.#clock.now() + LIFETIME});
    return `/md/connect/${key}`;
  }

  /** What the URL was made for, once; null for one that is used, expired or made up. */
  use(key: string): WidgetOrder | null {
    const order = this.#orders.get(key);
    this.#orders.delete(key);
    return order && this.#clock.now() < order.expiresAt ? order : null;
  }

  reset(): void {
    this.#orders.clear();
  }
}
