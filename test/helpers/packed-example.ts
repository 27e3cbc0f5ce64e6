import {execFile} from 'node:child_process';
import {cpSync, mkdirSync, readFileSync, symlinkSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {packed} from './packed.js';

const run = promisify(execFile);

export const root = fileURLToPath(new URL('../..', import.meta.url));

interface ExampleManifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * Copies an example to a folder and installs the package there, as `npm pack` makes it from the build, and the example's
 * dependencies as links, because installing them takes long and needs a network.
 */
export async function installExample(name: string, folder: string): Promise<void> {
  const example = join(root, 'examples', name);
  // The example can have a node_modules folder of a manual run.
  cpSync(example, folder, {recursive: true, filter: path => basename(path) !== 'node_modules'});
  const manifest = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8')) as ExampleManifest;
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'bank-reconnect');
  mkdirSync(own, {recursive: true});
  await run('tar', ['-xzf', (await packed()).tarball, '-C', own, '--strip-components=1']);
  for (const dependency of Object.keys({...manifest.dependencies, ...manifest.devDependencies})) {
    if (dependency === 'bank-reconnect') continue;
    mkdirSync(dirname(join(modules, dependency)), {recursive: true});
    symlinkSync(join(root, 'node_modules', dependency), join(modules, dependency));
  }
}
