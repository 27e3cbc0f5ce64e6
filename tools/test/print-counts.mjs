// `node tools/test/print-counts.mjs FILE RUNS`: prints the sum of the runs that have written to the file, as `N passed, N
// failed`. A run that has written nothing has failed.
import {existsSync, readFileSync} from 'node:fs';
import {readCounts} from './counts.mjs';

const [file, runs] = process.argv.slice(2);
const {passed, failed} = readCounts(file);
const reports = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).length : 0;
const missing = Math.max(0, Number(runs) - reports);
process.exitCode = failed + missing ? 1 : 0;
console.log(`${passed} passed, ${failed + missing} failed`);
