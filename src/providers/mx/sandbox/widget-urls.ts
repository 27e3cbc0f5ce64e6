import {randomBytes} from 'node:crypto';
import type {Clock} from '../../../sandbox/clock.js';
import type {WidgetRequest} from './widget-request.js';

/** The lifetime of an unused URL, in milliseconds. */
const LIFETIME = 10 * 60 * 1000;

/** The purpose of a widget URL. */
export interface WidgetUrlPurpose {
  readonly userGuid: string;
  readonly request: WidgetRequest;
  /** The `X-CALLBACK-PAYLOAD` of the request. */
  readonly callbackPayload: string | null;
  /** The `Accept-Language` of the request, which sets Connect's language. */
  readonly language: string | null;
}

/** Widget URLs. Each loads once, within ten minutes. */
export class WidgetUrls {
  readonly #clock: Clock;
  readonly #purposes = new Map<string, WidgetUrlPurpose & {readonly expiresAt: number}>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns the path of the URL */
  create(purpose: WidgetUrlPurpose): string {
    const key = randomBytes(25).toString('base64url');
    this.#purposes.set(key, {...purpose, expiresAt: this.#clock.now() + LIFETIME});
    return `/md/connect/${key}`;
  }

  /** Spends a URL and returns its purpose. Null for a used, expired or unknown URL. */
  use(key: string): WidgetUrlPurpose | null {
    const purpose = this.#purposes.get(key);
    this.#purposes.delete(key);
    return purpose && this.#clock.now() < purpose.expiresAt ? purpose : null;
  }

  reset(): void {
    this.#purposes.clear();
  }
}
