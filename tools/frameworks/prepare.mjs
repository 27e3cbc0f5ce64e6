import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, existsSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {fromTarball, sourceOf} from './lock.mjs';

/** What the build of an example must not ask for or send. */
const QUIET = {NG_CLI_ANALYTICS: 'false', NEXT_TELEMETRY_DISABLED: '1', npm_config_update_notifier: 'false'};

/** Runs a command. @throws {Error} with its output, when it fails */
async function run(command, args, cwd) {
  const child = spawn(command, args, {cwd, env: {...process.env, ...QUIET}, stdio: ['ignore', 'pipe', 'pipe']});
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${basename(cwd)}: ${command} ${args.join(' ')}\n${output}`);
}

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
  const isSource = path => !['node_modules', 'dist', '.next', '.angular'].includes(basename(path));
  cpSync(source, folder, {recursive: true, filter: isSource});
  if (!existsSync(join(source, 'package-lock.json'))) return;
  const {manifest, lock} = fromTarball(source, tarball);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'], folder);
}

/** Checks the types of an installed example and builds it for production. */
export const build = (name, {workspace}) => run('npm', ['run', '--silent', 'build'], join(workspace, name));
