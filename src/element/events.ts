import type {RepairEvents} from '../repair/events.js';

/** Every event of the element by its name. */
export type RepairEventMap = {[K in keyof RepairEvents]: CustomEvent<RepairEvents[K]>};

declare global {
  // They bubble and are composed, so that any ancestor can listen for them, the window included.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- an interface is what TypeScript merges
  interface GlobalEventHandlersEventMap extends RepairEventMap {}
}
