// Runs the test files that its arguments name in this one process, because starting a process per file takes longer than
// the tests. A `describe` per file keeps its hooks from the other files, and names the file in every report.
import {describe} from 'node:test';
import {pathToFileURL} from 'node:url';

for (const file of process.argv.slice(2)) {
  describe(file, async () => {
    await import(pathToFileURL(file).href);
  });
}
