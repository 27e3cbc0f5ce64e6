import type {Attempt} from './attempt.js';
import type {Settings} from './settings.js';

/** Whether an attempt is about the connection that these settings are for. */
export const isFor = ({settings}: Attempt, {connectionId, provider}: Settings): boolean =>
  settings.connectionId === connectionId && settings.provider === provider;

/**
 * Whether a token that was fetched early is still good, and what these settings would have fetched. Functions are left out
 * of the comparison, because some hosts make them anew with each rendering.
 */
export const isUsable = (early: Attempt | undefined, settings: Settings): early is Attempt =>
  early?.signal.aborted === false &&
  !(early.deadline! < Date.now()) &&
  JSON.stringify(early.settings) === JSON.stringify(settings) &&
  !early.settings.fetchToken === !settings.fetchToken;
