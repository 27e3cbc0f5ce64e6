// One job of a test run: a command whose output is kept until it ends, so that jobs that run side by side stay readable.
import {spawn} from 'node:child_process';
import {once} from 'node:events';

/**
 * Runs a command in a process group of its own, which is killed when the time is up.
 * @param {{command: string, args: string[], env?: NodeJS.ProcessEnv, limit: number}} job `limit` in milliseconds
 * @returns {Promise<{endedWell: boolean, timedOut: boolean, output: string}>}
 */
export async function runJob({command, args, env = process.env, limit}) {
  const child = spawn(command, args, {stdio: ['ignore', 'pipe', 'pipe'], env, detached: true});
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => chunks.push(chunk));
  let timedOut = false;
  const watchdog = setTimeout(() => {
    timedOut = true;
    process.kill(-child.pid, 'SIGKILL');
  }, limit);
  try {
    const [code] = await once(child, 'close');
    return {endedWell: code === 0, timedOut, output: Buffer.concat(chunks).toString()};
  } finally {
    clearTimeout(watchdog);
  }
}
