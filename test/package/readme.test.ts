import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a newcomer would try first: a call without a session, and one for a connection that is not theirs. */
const firstCalls = `
await once(server, 'listening');
for (const cookie of ['', 'person=ada']) {
  const {status} = await fetch(\`http://127.0.0.1:\${server.address().port}/api/bank/token\`, {
    method: 'POST',
    headers: {'content-type': 'application/json', cookie},
    body: JSON.stringify({connectionId: 'conn_99', repairId: 'r1'}),
  });
  console.error(status);
}
server.closeAllConnections();
server.close();
`;

it('the server in the README runs as it is printed, on another port', async () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, printed = ''] = /## Backend kit\n\n```js\n([^]+?)```/.exec(readme) ?? [];
  const server = 'createServer(toNodeListener(backend)).listen(';
  assert.ok(printed.includes(`${server}3000)`));
  const source = printed.replace(`${server}3000)`, `const server = ${server}0, '127.0.0.1')`);
  const {NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env} = process.env;
  const credentials = {PLAID_CLIENT_ID: 'id', PLAID_SECRET: 'secret', MELD_API_KEY: 'key'};
  const {stderr} = await run(
    process.execPath,
    ['--input-type=module', '--eval', `import {once} from 'node:events';\n${source}${firstCalls}`],
    {cwd: root, env: {...env, ...credentials}},
  );
  assert.match(stderr, /^401$/m);
  assert.match(stderr, /^404$/m);
});
