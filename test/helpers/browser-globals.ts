import {after, before} from 'node:test';

/**
 * Stands in for the browser's globals while the tests of a suite run, or those of a file outside of a suite. Other files run
 * in the same process, and some of them look at these globals to find out where they are.
 */
export function useBrowserGlobals(globals: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(globals);
  const originals = new Map<string, PropertyDescriptor | undefined>();
  before(() => {
    for (const name of names) {
      originals.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
      Object.defineProperty(globalThis, name, {value: globals[name], configurable: true, writable: true});
    }
  });
  after(() => {
    for (const name of names) {
      const original = originals.get(name);
      if (original) Object.defineProperty(globalThis, name, original);
      else Reflect.deleteProperty(globalThis, name);
    }
  });
}
