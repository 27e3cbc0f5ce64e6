// Finds or installs the Redis server of the tests.
import {existsSync, rmSync, writeFileSync} from 'node:fs';
import {findExecutables, isExecutable, readVersion} from './browsers/executables.mjs';
import {canInstallPackages, installDebianPackages} from './browsers/install.mjs';

/** Where Debian's packages ask whether they may start a service. */
const POLICY = '/usr/sbin/policy-rc.d';

/**
 * Debian's package brings a service of its own, which would take the usual port and outlive the tests: for as long as
 * the installation takes, no service may be started, unless the machine has a policy of its own.
 */
async function installPackage() {
  const mine = !existsSync(POLICY);
  if (mine) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', {mode: 0o755});
  try {
    await installDebianPackages(['redis-server']);
  } finally {
    if (mine) rmSync(POLICY, {force: true});
  }
}

const standardInstallers = [{isPossible: canInstallPackages, install: installPackage}];

/** @returns {Promise<{path: string, version: string} | undefined>} undefined if none runs */
async function findRedis(env) {
  const named = env.REDIS_SERVER_PATH;
  if (named && !isExecutable(named)) {
    throw new Error(`REDIS_SERVER_PATH names ${named}, which is no executable file`);
  }
  for (const path of named ? [named] : findExecutables(['redis-server'], env.PATH ?? '')) {
    const version = await readVersion(path);
    if (version !== undefined) return {path, version};
  }
  if (named) throw new Error(`REDIS_SERVER_PATH names ${named}, which does not run`);
  return undefined;
}

/**
 * Finds or installs a Redis server.
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {{isPossible(): boolean, install(): Promise<void>}[]} [options.installers] tried in this order
 * @returns {Promise<{path: string, version: string}>}
 * @throws {Error} that says how to install one
 */
export async function ensureRedis({env = process.env, installers = standardInstallers} = {}) {
  let found = await findRedis(env);
  for (const {isPossible, install} of installers) {
    if (found) break;
    if (!isPossible()) continue;
    await install();
    found = await findRedis(env);
  }
  if (found) return found;
  throw new Error(
    'Redis is missing for the tests of the store: set REDIS_SERVER_PATH, or put redis-server on PATH ' +
      '(on Debian `apt-get install redis-server`)',
  );
}
