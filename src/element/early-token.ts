import type {TokenRequest} from '../contract.js';
import type {EarlyToken} from '../repair/attempt.js';
import type {Settings} from '../repair/settings.js';
import type {TokenOptions} from '../repair/token.js';
import {startTokenCall} from './click.js';

/** A token request before the click. */
export class EarlyTokenRequest {
  readonly request: TokenRequest;
  /** The token. Rejects when the request fails. */
  readonly token: Promise<EarlyToken>;
  readonly #settings: Settings;
  readonly #controller = new AbortController();
  #usableUntil = Infinity;

  /**
   * Starts the request.
   *
   * @param read reads the answer
   */
  constructor(request: TokenRequest, settings: Settings, read: (options: TokenOptions) => Promise<EarlyToken>) {
    const {signal} = this.#controller;
    this.request = request;
    this.#settings = settings;
    this.token = read({request, settings, signal, call: startTokenCall({request, settings, signal})});
    this.token.then(
      ({usableUntil}) => (this.#usableUntil = usableUntil),
      // A token that fails is not used.
      () => this.abort(),
    );
  }

  /** Cancels the request. Its token is no longer usable. */
  abort(): void {
    this.#controller.abort();
  }

  /**
   * Whether the token is still valid and was requested with the same settings. Functions are not compared: some hosts
   * create new ones on each render.
   */
  isUsable(settings: Settings): boolean {
    return (
      !this.#controller.signal.aborted &&
      this.#usableUntil >= Date.now() &&
      JSON.stringify(this.#settings) === JSON.stringify(settings) &&
      !this.#settings.fetchToken === !settings.fetchToken
    );
  }
}
