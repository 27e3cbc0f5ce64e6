import {cpSync, existsSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {runCommand} from '../test/run-command.mjs';
import {fromTarball, sourceOf} from './lock.mjs';

/** What the build of an example must not ask for or send. */
const QUIET = {NG_CLI_ANALYTICS: 'false', NEXT_TELEMETRY_DISABLED: '1', npm_config_update_notifier: 'false'};

/**
 * Copies an example into a workspace and installs it there, with the packed package, if it has anything to install.
 *
 * @param {string} name
 * @param {{workspace: string, tarball: string}} options
 */
export async function install(name, {workspace, tarball}) {
  const source = sourceOf(name);
  const folder = join(workspace, name);
  // A manual run may have left an installation and a build.
  const isSource = path => !['node_modules', 'dist', '.next', '.angular', '.wrangler'].includes(basename(path));
  cpSync(source, folder, {recursive: true, filter: isSource});
  if (!existsSync(join(source, 'package-lock.json'))) return;
  const {manifest, lock} = fromTarball(source, tarball);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
  await runCommand('npm', args, {cwd: folder, env: QUIET});
}

/** Checks the types of an installed example and builds it for production. */
export const build = (name, {workspace}) =>
  runCommand('npm', ['run', '--silent', 'build'], {cwd: join(workspace, name), env: QUIET});
