// Writes the licences of the packages in the bundles into one file beside them, as those licences require.
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

const FILE = 'dist/THIRD-PARTY-LICENSES.txt';

/** The comment at the start of the browser bundles. */
export const NOTICE = '/*! MIT; lit: BSD-3-Clause, see THIRD-PARTY-LICENSES.txt */';

/** The licences of all bundles of a build, by package. */
const texts = new Map();

/** Returns the folder of a module's package. */
function packageFolder(id) {
  for (let folder = dirname(id); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (existsSync(path) && JSON.parse(readFileSync(path, 'utf8')).name) return folder;
  }
  throw new Error(`${id} belongs to no package`);
}

/** @returns {import('rollup').Plugin} */
export const licences = () => ({
  name: 'licences',
  writeBundle(_options, bundle) {
    const ids = Object.values(bundle).flatMap(({moduleIds = []}) => moduleIds);
    for (const id of ids.filter(id => id.includes('node_modules') && !id.startsWith('\0'))) {
      const folder = packageFolder(id);
      const {name, version, license} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
      if (!file) this.error(`${name} has no licence file to hand on`);
      texts.set(name, `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`);
    }
    mkdirSync(dirname(FILE), {recursive: true});
    writeFileSync(
      FILE,
      [...texts.keys()]
        .sort()
        .map(name => texts.get(name))
        .join(`\n${'-'.repeat(80)}\n\n`),
    );
  },
});
