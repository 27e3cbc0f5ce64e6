import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {it, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the command of `npm start` after its build. It imports everything by the package's name, from `dist`. */
async function startFromBuild(t: TestContext) {
  const {NODE_TEST_CONTEXT: _, ...env} = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/start.ts'], {
    cwd: root,
    env: {...env, TSX_TSCONFIG_PATH: 'demo/tsconfig.run.json', PORT: '0', SANDBOX_PORT: '0'},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes('Ctrl+C')) break;
  }
  const url = /(http:\/\/localhost:\d+)/.exec(printed)?.[1];
  const control = /control\s+(http:\/\/127\S+)/.exec(printed)?.[1];
  assert.ok(url && control, printed);
  return {child, ended, printed, url, control};
}

it('demo/start.ts serves the demo and the sandbox from the build, prints their URLs, and ends on SIGTERM', async t => {
  const {child, ended, printed, url} = await startFromBuild(t);
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

it('an open page still receives updates after a reset of the sandbox', async t => {
  const {url, control} = await startFromBuild(t);
  const send = async (method: string, path: string, body?: object): Promise<void> => {
    const headers = {'content-type': 'application/json'};
    const answer = await fetch(`${control}/control${path}`, {
      method,
      headers,
      ...(body && {body: JSON.stringify(body)}),
    });
    assert.equal(answer.status, 200, path);
  };
  await fetch(url);
  const updates = await fetch(`${url}/demo/updates`, {signal: AbortSignal.timeout(20_000)});
  await send('POST', '/reset');
  await send('PATCH', '/connections/meld/connMeridianTrust1', {status: 'ACTIVE', statusReason: null});
  // Another update can precede it: the demo breaks the item that it creates, and the sandbox sends a webhook about it.
  const expected = /"id":"conn_meld".*"status":"ACTIVE".*"source":"webhook"/;
  let received = '';
  for await (const chunk of updates.body!.pipeThrough(new TextDecoderStream())) {
    received += chunk;
    if (expected.test(received)) break;
  }
  assert.match(received, expected);
});
