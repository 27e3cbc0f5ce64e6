import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {it} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm start` runs after its build: everything by the package's name, which is what is in `dist`. */
function startAsNewcomer() {
  const {NODE_TEST_CONTEXT: _, ...env} = process.env;
  return spawn(process.execPath, ['--import', 'tsx', 'demo/start.ts'], {
    cwd: root,
    env: {...env, TSX_TSCONFIG_PATH: 'demo/tsconfig.run.json', PORT: '0', SANDBOX_PORT: '0'},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

it('the command for newcomers serves demo and sandbox from the build, says where, and ends when asked', async t => {
  const child = startAsNewcomer();
  t.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes('Ctrl+C')) break;
  }
  const url = /(http:\/\/localhost:\d+)/.exec(printed)?.[1];
  assert.ok(url, printed);
  for (const name of ['control', 'bank', 'plaid', 'meld', 'quiltt', 'mx'])
    assert.match(printed, new RegExp(`${name}\\s+http://127`));

  const page = await (await fetch(url)).text();
  for (const provider of ['plaid', 'mx', 'meld', 'quiltt']) {
    assert.match(page, new RegExp(`<li[^>]+data-provider="${provider}"`));
    const token: Response = await fetch(`${url}/api/bank/token`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({connectionId: `conn_${provider}`, repairId: `r_${provider}`}),
    });
    assert.equal(token.status, 200, provider);
  }
  const script = await fetch(`${url}/bank-reconnect/bank-reconnect.js`);
  assert.match(script.headers.get('content-type') ?? '', /javascript/);

  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});
