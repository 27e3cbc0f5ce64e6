// Releases the resources that test files share for a whole process. node-entry.mjs imports this module before any test file,
// so that the hook belongs to the process and not to the suite of the file that imports it first.
import {after} from 'node:test';

const callbacks = [];

/**
 * Calls `callback` when all tests of the process have ended.
 * @param {() => unknown} callback may return a promise
 */
export const atProcessEnd = callback => void callbacks.push(callback);

after(async () => {
  for (const callback of callbacks) await callback();
});
