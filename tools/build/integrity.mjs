// Writes the hashes of the files that a page may name, as an import map's member `integrity`, and prints them.
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const FILE = join('dist', 'integrity.json');

/** The scripts for a page's tags, and the chunks that they load. */
const namesOf = () => [
  'bank-reconnect.js',
  'bank-reconnect.iife.js',
  'return.js',
  ...readdirSync(join('dist', 'chunks'))
    .filter(name => name.endsWith('.js'))
    .sort()
    .map(name => `chunks/${name}`),
];

const hashOf = name =>
  `sha384-${createHash('sha384')
    .update(readFileSync(join('dist', name)))
    .digest('base64')}`;

export function writeIntegrity() {
  const integrity = Object.fromEntries(namesOf().map(name => [`./${name}`, hashOf(name)]));
  writeFileSync(FILE, `${JSON.stringify({integrity}, null, 2)}\n`);
  for (const [name, hash] of Object.entries(integrity)) console.log(`${hash}  ${name}`);
}
