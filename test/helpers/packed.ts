import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, normalize} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {atProcessEnd} from '../../tools/test/process-end.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Packed {
  /** The path of the tarball. */
  tarball: string;
  /** The paths of the files in it. */
  files: ReadonlySet<string>;
  /** Bytes of the tarball. */
  size: number;
  /** Bytes of all files. */
  unpackedSize: number;
}

let result: Promise<Packed> | undefined;

async function pack(): Promise<Packed> {
  const folder = mkdtempSync(join(tmpdir(), 'bank-reconnect-packed-'));
  atProcessEnd(() => rmSync(folder, {recursive: true}));
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const {stdout} = await promisify(execFile)('npm', args, {cwd: root});
  const [{filename, files, size, unpackedSize}] = JSON.parse(stdout) as [
    {filename: string; files: {path: string}[]; size: number; unpackedSize: number},
  ];
  const paths = new Set(files.map(({path}) => normalize(path)));
  return {tarball: join(folder, filename), files: paths, size, unpackedSize};
}

/** The package as `npm pack` writes it from dist. It is packed once for all tests of a process, because npm takes seconds. */
export const packed = (): Promise<Packed> => (result ??= pack());
