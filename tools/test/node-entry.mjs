// Runs the test files that its arguments name in this one process, because starting a process per file takes longer than
// the tests. A hook outside of every suite would run for all files; ESLint forbids it.
import {test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {FILE_MARK} from './counts.mjs';
import './process-end.mjs';

async function loadFiles(files, whenLoaded) {
  for (const file of files) {
    // The tests of a file may be defined in a shared module, so the reporter cannot derive the file from their location.
    // place. No test runs before all files are loaded: what it does to globals must not change how a file loads.
    test(FILE_MARK + file, () => whenLoaded);
    try {
      await import(pathToFileURL(file).href);
    } catch (error) {
      test('broke off', () => {
        throw error;
      });
    }
  }
}

let resolve;
const whenLoaded = new Promise(settle => (resolve = settle));
await loadFiles(process.argv.slice(2), whenLoaded);
resolve();
