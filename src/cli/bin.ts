#!/usr/bin/env node
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {runCli} from './run.js';

// The built program is in the folder of the built element.
await runCli(process.argv.slice(2), dirname(fileURLToPath(import.meta.url)));
