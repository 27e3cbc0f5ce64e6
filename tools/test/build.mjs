import {spawn} from 'node:child_process';
import {once} from 'node:events';

/**
 * Builds once for all jobs of a run.
 * @throws {Error} when the build fails; its output has been printed
 */
export async function runBuild() {
  const child = spawn('npm', ['run', '--silent', 'build'], {stdio: ['ignore', 'inherit', 'inherit']});
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('The build failed');
}
