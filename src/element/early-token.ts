import type {EarlyToken} from '../repair/attempt.js';
import type {TokenRequest} from '../contract.js';
import type {Settings} from '../repair/settings.js';
import {startTokenCall} from './click.js';

/**
 * Whether a token requested before the click is still valid and was requested with the same settings. Functions are not
 * compared: some hosts create new ones on each render.
 */
export const isUsable = (early: EarlyToken | undefined, settings: Settings): early is EarlyToken =>
  !!early &&
  !early.signal.aborted &&
  (early.usableUntil === undefined || early.usableUntil >= Date.now()) &&
  JSON.stringify(early.settings) === JSON.stringify(settings) &&
  !early.settings.fetchToken === !settings.fetchToken;

/** Starts a token request before the click. The engine reads the answer. */
export function startEarlyToken(request: TokenRequest, settings: Settings): EarlyToken {
  const controller = new AbortController();
  const {signal} = controller;
  const call = startTokenCall({request, settings, signal});
  return {request, settings, signal, call, abort: () => controller.abort()};
}
