// Runs many test files in one process, because starting a process and its TypeScript loader takes longer than most files'
// tests. Its arguments are the files. A file must not have hooks outside a suite: they would run for every other file.
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

for (const path of process.argv.slice(2)) await import(pathToFileURL(resolve(path)).href);
