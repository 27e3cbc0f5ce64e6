// `npm run build`: empties dist, then writes the bundles and, at the same time, the declarations. At last it removes the
// declarations that nobody can reach, and writes the hashes of the scripts.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {writeIntegrity} from './build/integrity.mjs';
import {pruneDeclarations} from './build/prune-declarations.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @returns {Promise<boolean>} whether the command ended well */
async function run(script, ...args) {
  const child = spawn(process.execPath, [script, ...args], {cwd: root, stdio: ['ignore', 'inherit', 'inherit']});
  const [code] = await once(child, 'exit');
  return code === 0;
}

// A file of an earlier build must not be packed, served or counted.
rmSync(new URL('../dist', import.meta.url), {recursive: true, force: true});

const results = await Promise.all([
  run('node_modules/rollup/dist/bin/rollup', '-c'),
  run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'),
]);
if (results.every(Boolean)) {
  pruneDeclarations();
  writeIntegrity();
} else {
  process.exitCode = 1;
}
