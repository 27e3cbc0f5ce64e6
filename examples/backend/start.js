// `node start.js FOLDER`: the backend, with the files of a folder as its page.
import {resolve} from 'node:path';
import {startSandbox} from 'bank-reconnect/sandbox';
import {startHost} from './host.js';

const sandbox = await startSandbox();
const {url} = await startHost({sandbox, folder: resolve(process.argv[2] ?? '.'), port: 3000});
console.log(url);
