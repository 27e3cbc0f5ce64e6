import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';

/**
 * Packs what is built, as `npm pack` would publish it.
 * @param {string} folder
 * @returns {Promise<string>} the tarball's path
 */
export async function pack(folder) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const {stdout} = await promisify(execFile)('npm', args);
  return join(folder, JSON.parse(stdout)[0].filename);
}
