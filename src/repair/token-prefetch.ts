import type {TokenRequest} from '../contract.js';
import {preconnect} from '../surfaces/preconnect.js';
import type {EarlyToken, ReceivedToken} from './attempt.js';
import type {EngineShell} from './engine-shell.js';
import type {RepairError} from './errors.js';
import type {Settings} from './settings.js';
import {lifeOf, requestToken} from './token.js';

/** The life in seconds of an early token whose answer has no expiry: the shortest of the vendors that allow them. */
const SHORTEST_LIFE = 1800;

/** The seconds before its expiry in which a click no longer uses an early token. */
const SAFETY_MARGIN = 60;

/** The pause in seconds after a request that has brought no usable token. */
const PAUSE = 30;

/** One early token with its settings. The times are the browser's clock, in milliseconds. */
interface EarlyRequest {
  readonly early: EarlyToken;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** The latest time of a click that may use the token. */
  usableUntil: number;
  /** The earliest time of another request with the same settings. */
  nextAt: number;
}

/** Requests tokens before the click, one at a time. */
export class TokenPrefetch {
  #latest: EarlyRequest | undefined;

  /**
   * Connects to the vendor and requests a token, unless the provider does not allow early tokens or the latest request
   * is pending, usable or recent.
   */
  request(shell: EngineShell, request: TokenRequest, settings: Settings): void {
    const entry = shell.findProvider(settings.provider);
    if (!entry) return;
    preconnect(entry.origins);
    if (!entry.prefetch || shell.findMisconfiguration(settings, entry)) return;
    const latest = this.#latest;
    if (latest && latest.nextAt > Date.now() && areSame(latest.settings, settings)) return;
    latest?.early.abort();
    this.#latest = startRequest(shell, request, settings);
  }

  /** Returns the early token for a click with these settings, if there is a usable one. */
  find(settings: Settings): EarlyToken | undefined {
    const latest = this.#latest;
    const isUsable =
      latest && !latest.signal.aborted && latest.usableUntil >= Date.now() && areSame(latest.settings, settings);
    return isUsable ? latest.early : undefined;
  }

  /** Forgets the latest token. Cancels its request, unless it is `used` by an attempt. */
  clear(used?: EarlyToken): void {
    if (this.#latest?.early !== used) this.#latest?.early.abort();
    this.#latest = undefined;
  }
}

function startRequest(shell: EngineShell, request: TokenRequest, settings: Settings): EarlyRequest {
  const controller = new AbortController();
  const {signal} = controller;
  const token = requestToken(shell, {request, settings, signal});
  const early: EarlyToken = {repairId: request.repairId, token, abort: () => controller.abort()};
  const earlyRequest: EarlyRequest = {early, settings, signal, usableUntil: Infinity, nextAt: Infinity};
  token.then(
    received => {
      earlyRequest.usableUntil = usableUntil(received);
      earlyRequest.nextAt = Math.max(earlyRequest.usableUntil, Date.now() + PAUSE * 1000);
    },
    ({retryAfter = PAUSE}: Partial<RepairError>) => {
      // A token that fails is not used.
      controller.abort();
      earlyRequest.nextAt = Date.now() + retryAfter * 1000;
    },
  );
  return earlyRequest;
}

/** An answer without a token is not usable at the click, because the connection may have changed since. */
function usableUntil(received: ReceivedToken): number {
  const {status} = received.answer;
  const life = status === 'CONTINUE' || status === 'ABORT' ? 0 : (lifeOf(received) ?? SHORTEST_LIFE);
  return received.receivedAt + (life - SAFETY_MARGIN) * 1000;
}

/** Compares settings without their functions, because some hosts create new ones on each render. */
const areSame = (one: Settings, other: Settings): boolean =>
  JSON.stringify(one) === JSON.stringify(other) && !one.fetchToken === !other.fetchToken;
