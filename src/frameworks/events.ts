import type {RepairEventMap} from '../index.js';

type EventName = keyof RepairEventMap;

/** `exited-successful` as `ExitedSuccessful`. */
type Pascal<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Pascal<Rest>}`
  : Capitalize<Name>;

/** The listeners of the element's events, as `onExitedSuccessful`. */
export type RepairListeners = {
  [Name in EventName as `on${Pascal<Name>}`]?: ((event: RepairEventMap[Name]) => void) | undefined;
};

/** An object has each name once, and the type check finds one that is missing. */
const names: Record<EventName, true> = {
  'repair-requested': true,
  'repair-state-changed': true,
  'widget-opened': true,
  'widget-loaded': true,
  'widget-event': true,
  'exited-successful': true,
  'exited-aborted': true,
  'exited-errored': true,
  'repair-confirmed': true,
  'repair-unconfirmed': true,
  'connection-removed': true,
};

/** The names of the element's events. */
export const eventNames = Object.keys(names) as EventName[];

/** Converts the name of an event to that of its listener: `exited-successful` to `onExitedSuccessful`. */
export const listenerNameOf = (name: EventName): keyof RepairListeners =>
  `on-${name}`.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof RepairListeners;
