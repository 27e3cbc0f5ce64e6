// `node tools/frameworks/write-locks.mjs react vue`: writes the lock files of these examples, or of all, from their manifests
// and from what is built.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {INSTALLED, forCommit, sourceOf, takeFrom} from './lock.mjs';
import {pack} from './pack.mjs';

const names = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'bank-reconnect-locks-'));
try {
  const tarball = await pack(folder);
  for (const name of names.length ? names : INSTALLED) {
    const example = sourceOf(name);
    const manifest = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8'));
    writeFileSync(join(folder, 'package.json'), JSON.stringify(takeFrom(manifest, `file:${tarball}`)));
    rmSync(join(folder, 'package-lock.json'), {force: true});
    const args = ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'];
    execFileSync('npm', args, {cwd: folder, stdio: 'inherit'});
    const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
    writeFileSync(join(example, 'package-lock.json'), `${JSON.stringify(forCommit(example, lock), null, 2)}\n`);
  }
} finally {
  rmSync(folder, {recursive: true});
}
