import type {RepairEvents} from '../repair/events.js';

/** Every event of the element by its name. */
export type RepairEventMap = {[K in keyof RepairEvents]: CustomEvent<RepairEvents[K]>};

declare global {
  // The events bubble and are composed, so every ancestor can listen for them, the window included.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- only an interface merges
  interface GlobalEventHandlersEventMap extends RepairEventMap {}
}
