// Fails when a package-lock.json, the project's, the site's or an example's, names an optional platform package that has no
// entry of its own: npm writes such a file silently when a platform's package cannot be had, and the next `npm ci` on that
// platform then refuses it.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {MATRIX, sourceOf} from './frameworks/lock.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const examples = readdirSync(join(root, 'examples')).map(name => join('examples', name));
const folders = ['.', 'site', sourceOf(MATRIX), ...examples];
const files = folders.map(folder => join(folder, 'package-lock.json')).filter(file => existsSync(join(root, file)));

/** Looks for `name` the way Node resolves it, from the package at `path` upwards. */
function isLocked(packages, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

function findMissing(file) {
  const {packages} = JSON.parse(readFileSync(join(root, file), 'utf8'));
  return Object.entries(packages).flatMap(([path, {optionalDependencies = {}}]) =>
    Object.keys(optionalDependencies)
      .filter(name => !isLocked(packages, path, name))
      .map(name => `${file}: ${path || '.'}: no entry for ${name}`),
  );
}

const missing = files.flatMap(findMissing);
for (const line of missing) console.error(line);
process.exit(missing.length ? 1 : 0);
