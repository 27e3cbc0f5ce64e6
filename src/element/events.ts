import type {RepairEvents} from '../repair/events.js';

/** The element's events by name. */
export type RepairEventMap = {[K in keyof RepairEvents]: CustomEvent<RepairEvents[K]>};

declare global {
  // The events bubble and are composed, so every ancestor and the window can listen for them.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- only interfaces merge
  interface GlobalEventHandlersEventMap extends RepairEventMap {}
}
