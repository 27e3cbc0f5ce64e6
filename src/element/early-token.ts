import type {TokenRequest} from '../contract.js';
import type {EarlyToken} from '../repair/attempt.js';
import type {Settings} from '../repair/settings.js';
import type {RepairError} from '../repair/errors.js';
import type {TokenOptions} from '../repair/token.js';
import {startTokenCall} from './click.js';

/** The pause in seconds after a token request before the click that has brought no usable token. */
const PAUSE = 30;

/** A token request before the click. */
export class EarlyTokenRequest {
  readonly request: TokenRequest;
  /** The token. Rejects when the request fails. */
  readonly token: Promise<EarlyToken>;
  readonly #settings: Settings;
  readonly #controller = new AbortController();
  #usableUntil = Infinity;
  /** The earliest time of another request with the same settings: the browser's clock, in milliseconds. */
  #nextAt = Infinity;

  /**
   * Starts the request.
   *
   * @param read loads the engine and reads the answer
   */
  constructor(request: TokenRequest, settings: Settings, read: (options: TokenOptions) => Promise<EarlyToken>) {
    const {signal} = this.#controller;
    this.request = request;
    this.#settings = settings;
    this.token = read({request, settings, signal, call: startTokenCall({request, settings, signal})});
    this.token.then(
      ({usableUntil}) => {
        this.#usableUntil = usableUntil;
        this.#nextAt = Math.max(usableUntil, Date.now() + PAUSE * 1000);
      },
      ({retryAfter = PAUSE}: Partial<RepairError>) => {
        // A token that fails is not used.
        this.abort();
        this.#nextAt = Date.now() + retryAfter * 1000;
      },
    );
  }

  /** Cancels the request. Its token is no longer usable. */
  abort(): void {
    this.#controller.abort();
  }

  /** Whether a click with these settings may use the token. */
  isUsable(settings: Settings): boolean {
    return !this.#controller.signal.aborted && this.#usableUntil >= Date.now() && this.#hasSettings(settings);
  }

  /** Whether the pointer on the button causes no other request, because this one is pending, usable or recent. */
  isCurrent(settings: Settings): boolean {
    return this.#nextAt > Date.now() && this.#hasSettings(settings);
  }

  /** Compares the settings without the functions, because some hosts create new ones on each render. */
  #hasSettings(settings: Settings): boolean {
    return (
      JSON.stringify(this.#settings) === JSON.stringify(settings) && !this.#settings.fetchToken === !settings.fetchToken
    );
  }
}
