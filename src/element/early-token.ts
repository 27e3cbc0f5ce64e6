import type {EarlyToken} from '../repair/attempt.js';
import type {Settings} from '../repair/settings.js';

/**
 * Whether a token that was requested before the click is still valid, and what these settings would have requested.
 * Functions do not count, because some hosts create them anew with each rendering.
 */
export const isUsable = (early: EarlyToken | undefined, settings: Settings): early is EarlyToken =>
  !!early &&
  !early.signal.aborted &&
  (early.usableUntil === undefined || early.usableUntil >= Date.now()) &&
  JSON.stringify(early.settings) === JSON.stringify(settings) &&
  !early.settings.fetchToken === !settings.fetchToken;
