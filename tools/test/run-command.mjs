import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {basename} from 'node:path';

/**
 * Runs a command and prints nothing.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [options] what differs from this process; variables are added to its own
 * @throws {Error} with the output, when the command fails
 */
export async function runCommand(command, args, {cwd = process.cwd(), env = {}} = {}) {
  const child = spawn(command, args, {cwd, env: {...process.env, ...env}, stdio: ['ignore', 'pipe', 'pipe']});
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${basename(cwd)}: ${command} ${args.join(' ')}\n${output}`);
}
