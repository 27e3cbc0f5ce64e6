// Fails when package-lock.json names an optional platform package that has no entry of its own: npm writes such a file
// silently when a platform's package cannot be had, and the next `npm ci` on that platform then refuses it.
import {readFileSync} from 'node:fs';

const {packages} = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));

/** Looks for `name` the way Node resolves it, from the package at `path` upwards. */
function isLocked(path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

const missing = Object.entries(packages).flatMap(([path, {optionalDependencies = {}}]) =>
  Object.keys(optionalDependencies)
    .filter(name => !isLocked(path, name))
    .map(name => `${path || '.'}: no entry for ${name}`),
);
for (const line of missing) console.error(line);
process.exit(missing.length ? 1 : 0);
