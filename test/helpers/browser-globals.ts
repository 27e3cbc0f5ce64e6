import {after, before} from 'node:test';

/**
 * Sets globals of a browser during the tests of a suite, or of a file if it is called outside a suite. They are restored
 * afterwards, because other files run in the same process, and some of them detect their environment by these globals.
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
