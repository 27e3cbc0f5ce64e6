import type {BankReconnectElement, RepairEventMap} from '../../src/index.js';
import {until} from './until.js';

type Name = keyof RepairEventMap;

/** The names of all events of the element. The compiler reports a missing one. */
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
  /** The names in order, with a state change as `old→new`. */
  sequence(): string[];
  of<K extends Name>(name: K): RepairEventMap[K][];
  /** The detail of the only event with that name. Throws if there is not exactly one. */
  one<K extends Name>(name: K): RepairEventMap[K]['detail'];
  exits(): CustomEvent[];
  /** Waits for the first event with that name. */
  next<K extends Name>(name: K): Promise<RepairEventMap[K]['detail']>;
}

/** Records every event that reaches `target`. */
export function record(target: EventTarget = window): Recorded {
  const all: CustomEvent[] = [];
  for (const name of names) target.addEventListener(name, event => all.push(event as CustomEvent));
  const of = <K extends Name>(name: K) => all.filter(({type}) => type === name) as RepairEventMap[K][];
  return {
    all,
    of,
    sequence: () =>
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
