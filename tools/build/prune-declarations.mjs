// Removes the declarations that no entry of the package refers to, such as those of the sandbox's inner modules, and the
// maps to sources that the package does not contain.
import {readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';

const FOLDER = join('dist', 'types');

/** The declarations of the backend kit, the sandbox and the contract suite, whose sources are not published. */
const IS_SERVER = /\b(backend|sandbox|testing)(\/|\.d\.ts$)/;

/** The declarations that package.json names. */
function entries() {
  const {exports} = JSON.parse(readFileSync('package.json', 'utf8'));
  return Object.values(exports)
    .map(({types}) => types)
    .filter(Boolean)
    .map(path => normalize(path));
}

/** The declarations that a declaration imports, re-exports or names in a type. */
function referencesOf(path) {
  const relative = /(?:\bfrom|\bimport\(?)\s*["'](\.{1,2}\/[^"']+)\.js["']/g;
  return [...readFileSync(path, 'utf8').matchAll(relative)].map(([, target]) => join(dirname(path), `${target}.d.ts`));
}

export function pruneDeclarations() {
  const needed = new Set(entries());
  for (const path of needed) for (const target of referencesOf(path)) needed.add(target);
  for (const name of readdirSync(FOLDER, {recursive: true})) {
    const path = join(FOLDER, name);
    if (/\.d\.ts(\.map)?$/.test(path) && !needed.has(path.replace(/\.map$/, ''))) rmSync(path);
  }
  for (const path of [...needed].filter(path => IS_SERVER.test(path))) removeMap(path);
}

function removeMap(path) {
  rmSync(`${path}.map`);
  writeFileSync(path, readFileSync(path, 'utf8').replace(/\n\/\/# sourceMappingURL=.*$/, '\n'));
}
