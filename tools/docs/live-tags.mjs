// The tags of the sandbox's connections, which the documentation's site also runs.
import {tagOf} from '../../src/cli/tag.ts';
import {startSandbox} from '../../src/sandbox/index.ts';

/** The control origin of a sandbox on its default ports. */
const sandboxUrl = 'http://127.0.0.1:4174';

export async function liveTags() {
  const sandbox = await startSandbox({port: 0});
  const tags = sandbox
    .connections()
    .map(connection => [
      `${connection.provider} tag`,
      `\`\`\`html live\n${tagOf(connection, {...sandbox, url: sandboxUrl})}\n\`\`\``,
    ]);
  await sandbox.close();
  return Object.fromEntries(tags);
}
