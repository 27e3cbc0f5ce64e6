import type {EarlyToken} from '../repair/attempt.js';
import type {Settings} from '../repair/settings.js';

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
