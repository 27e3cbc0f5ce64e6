import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {basename} from 'node:path';

/** The time after which a command that prepares tests is killed, in milliseconds. */
const LIMIT_MS = 10 * 60_000;

/**
 * Runs a command to its end and prints nothing. A command that hangs is killed with its children.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{env: NodeJS.ProcessEnv, limitMs: number, cwd?: string}} options
 * @returns {Promise<{isGood: boolean, output: string}>}
 */
export async function runToEnd(command, args, {env, limitMs, cwd = process.cwd()}) {
  // In its own process group, so that its children are killed with it.
  const child = spawn(command, args, {cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true});
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk));
  const timer = setTimeout(() => {
    output += `\nKilled after ${limitMs} ms.\n`;
    process.kill(-child.pid, 'SIGKILL');
  }, limitMs);
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  return {isGood: code === 0, output};
}

/**
 * Runs a command that has to succeed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, limitMs?: number}} [options] what differs from this process; variables are
 *   added to its own
 * @throws {Error} with the output, when the command fails
 */
export async function runCommand(command, args, {cwd, env = {}, limitMs = LIMIT_MS} = {}) {
  const {isGood, output} = await runToEnd(command, args, {cwd, env: {...process.env, ...env}, limitMs});
  if (!isGood) throw new Error(`${basename(cwd ?? '')} ${command} ${args.join(' ')}\n${output}`.trim());
}
