import type {BankReconnectElement, RepairEventMap} from '../../src/index.js';
import {until} from './until.js';

type Name = keyof RepairEventMap;

/** All that the element ever dispatches; the compiler notices when one is missing. */
const names = Object.keys({
  'repair-requested': 1,
  'repair-state-changed': 1,
  'widget-opened': 1,
  'widget-loaded': 1,
  'widget-event': 1,
  'exited-successful': 1,
  'exited-aborted': 1,
  'exited-errored': 1,
  'repair-confirmed': 1,
  'repair-unconfirmed': 1,
  'connection-removed': 1,
} satisfies Record<Name, 1>) as Name[];

export interface Recorded {
  readonly all: readonly CustomEvent[];
  /** The names in order; a change of state as `old→new`. */
  story(): string[];
  of<K extends Name>(name: K): RepairEventMap[K][];
  /** The only one of that name. */
  one<K extends Name>(name: K): RepairEventMap[K]['detail'];
  exits(): CustomEvent[];
  /** Waits for the first of that name. */
  next<K extends Name>(name: K): Promise<RepairEventMap[K]['detail']>;
}

/** Writes down every event that is dispatched on `target`, or reaches it. */
export function record(target: EventTarget = window): Recorded {
  const all: CustomEvent[] = [];
  for (const name of names) target.addEventListener(name, event => all.push(event as CustomEvent));
  const of = <K extends Name>(name: K) => all.filter(({type}) => type === name) as RepairEventMap[K][];
  return {
    all,
    of,
    story: () =>
      all.map(({type, detail}) => {
        if (type !== 'repair-state-changed') return type;
        const {oldState, newState} = detail as Record<string, string>;
        return `${oldState}→${newState}`;
      }),
    one(name) {
      const [event, ...more] = of(name);
      if (!event || more.length) throw new Error(`Expected one ${name}, not ${more.length + (event ? 1 : 0)}`);
      return event.detail;
    },
    exits: () => all.filter(({type}) => type.startsWith('exited-')),
    next: async name => (await until(() => of(name)[0], name)).detail,
  };
}

/** Waits until the element is in that state. */
export const inState = (element: BankReconnectElement, state: BankReconnectElement['state']): Promise<boolean> =>
  until(() => element.state === state, `the state ${state} instead of ${element.state}`);
