import type {Attempt} from './attempt.js';
import type {Settings} from './settings.js';

/** Whether an attempt is about the connection that these settings are for. */
export const isFor = ({settings}: Attempt, {connectionId, provider}: Settings): boolean =>
  settings.connectionId === connectionId && settings.provider === provider;

/** Whether a token that was fetched early is still good, and what these settings would have fetched. */
export const isUsable = (early: Attempt | undefined, settings: Settings): early is Attempt =>
  !!early &&
  !early.signal.aborted &&
  !(early.deadline! < Date.now()) &&
  isFor(early, settings) &&
  early.settings.tokenUrl === settings.tokenUrl &&
  !early.settings.fetchToken === !settings.fetchToken;
