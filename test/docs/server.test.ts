import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Calls without a session, for an unknown connection, and for a connection of another person. */
const firstCalls = `
await once(server, 'listening');
for (const [cookie, connectionId] of [['', 'conn_42'], ['person=ada', 'conn_99'], ['person=eve', 'conn_43']]) {
  const {status} = await fetch(\`http://127.0.0.1:\${server.address().port}/api/bank/token\`, {
    method: 'POST',
    headers: {'content-type': 'application/json', cookie},
    body: JSON.stringify({connectionId, repairId: 'r1'}),
  });
  console.error(status);
}
server.closeAllConnections();
server.close();
`;

const server = 'createServer(toNodeListener(backend)).listen(';

function serverInChapter(): string {
  const chapter = readFileSync(join(root, 'docs', 'backend.md'), 'utf8');
  const [, code = ''] = /A complete server for Node:\n\n```js\n([^]+?)```/.exec(chapter) ?? [];
  assert.ok(code.includes(`${server}3000)`));
  return code;
}

it('the server in the chapter of the backend runs, on another port', async () => {
  const source = serverInChapter().replace(`${server}3000)`, `const server = ${server}0, '127.0.0.1')`);
  const {NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env} = process.env;
  const credentials = {PLAID_CLIENT_ID: 'id', PLAID_SECRET: 'secret', MELD_API_KEY: 'key'};
  const {stderr} = await run(
    process.execPath,
    ['--input-type=module', '--eval', `import {once} from 'node:events';\n${source}${firstCalls}`],
    {cwd: root, env: {...env, ...credentials}},
  );
  assert.deepEqual(stderr.match(/^\d{3}$/gm), ['401', '404', '404']);
});
