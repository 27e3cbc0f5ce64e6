// The lock files of the examples. The package itself is in them without an address and a hash, because each run packs it anew.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

const PACKAGE = 'bank-reconnect';

/** The pages for versions and frameworks without an example, in one installation. */
export const MATRIX = 'matrix';

/** What has a lock file of its own: most examples, and the matrix. */
export const INSTALLED = ['angular', 'backend', MATRIX, 'next', 'react', 'svelte', 'vue', 'workers'];

/** The folder of an example, or of the matrix. */
export const sourceOf = name => (name === MATRIX ? join('test', 'frameworks', MATRIX) : join('examples', name));

const readJson = path => JSON.parse(readFileSync(path, 'utf8'));

/** What a lock file says about the package, from the package's own manifest. */
function entryOf({version, license, dependencies, bin, engines, peerDependencies, peerDependenciesMeta}) {
  return {version, license, dependencies, bin, engines, peerDependencies, peerDependenciesMeta};
}

/** Sets where a manifest, or the root of a lock file, takes the package from. */
const takeFrom = (manifest, source) => ({...manifest, dependencies: {...manifest.dependencies, [PACKAGE]: source}});

function withSource(lock, source, entry) {
  const {'': root, ...packages} = lock.packages;
  return {...lock, packages: {'': takeFrom(root, source), ...packages, [`node_modules/${PACKAGE}`]: entry}};
}

/**
 * The manifest and the lock file of an example that installs a tarball.
 *
 * @param {string} folder the example's
 * @param {string} tarball its absolute path
 */
export function fromTarball(folder, tarball) {
  const source = `file:${tarball}`;
  const lock = readJson(`${folder}/package-lock.json`);
  const entry = {...entryOf(readJson('package.json')), resolved: source};
  return {manifest: takeFrom(readJson(`${folder}/package.json`), source), lock: withSource(lock, source, entry)};
}

/** The lock file to commit, from one that npm has written for a tarball. */
export function forCommit(folder, lock) {
  const {dependencies} = readJson(`${folder}/package.json`);
  const {resolved: _, integrity: __, ...entry} = lock.packages[`node_modules/${PACKAGE}`];
  return withSource(lock, dependencies[PACKAGE], entry);
}

export {takeFrom};
