// Starts a helper process that ends with this one, even after a SIGKILL: a shell holds the other end of a pipe and stops the
// helper when the operating system closes the pipe.
import {spawn} from 'node:child_process';
import {once} from 'node:events';

const GUARD = '"$@" </dev/null & helper=$!; trap "" INT TERM HUP; cat >/dev/null; kill $helper; wait $helper';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: NodeJS.ProcessEnv, output?: 'ignore' | 'pipe'}} [options] `output`: the use of file descriptor 3
 * @returns {{channel: import('node:stream').Readable, stop(): Promise<void>}}
 */
export function startGuarded(command, args, {env = process.env, output = 'ignore'} = {}) {
  const guard = spawn('sh', ['-c', GUARD, 'guard', command, ...args], {
    stdio: ['pipe', 'ignore', 'ignore', output],
    env,
  });
  const ended = once(guard, 'exit');
  // The pipe of an ended process emits an error.
  guard.stdin.on('error', () => undefined);
  return {
    channel: guard.stdio[3],
    async stop() {
      guard.stdin.end();
      await ended;
    },
  };
}
