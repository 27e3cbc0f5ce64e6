import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {test, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';

/** The build, which starts in a tenth of the time of the sources. */
const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

function start(
  t: TestContext,
  ...args: string[]
): {exit: Promise<number | null>; out: () => string; printed: (text: string) => Promise<void>} {
  const child = spawn(process.execPath, [bin, ...args], {stdio: ['ignore', 'pipe', 'pipe']});
  t.after(() => child.kill());
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (out += String(chunk)));
  // 'exit' can precede the last output.
  const exit = once(child, 'close').then(([code]) => code as number | null);
  const printed = async (text: string) => {
    while (!out.includes(text)) await once(child.stdout, 'data');
  };
  return {exit, out: () => out, printed};
}

test('the command prints origins, credentials and bank users', async t => {
  const sandbox = start(t, 'sandbox', '--port', '0');
  await sandbox.printed('user_locked');
  const control = /control +(http:\S+)/.exec(sandbox.out())?.[1];
  assert.ok(control);
  assert.equal((await fetch(`${control}/control/clock`)).status, 200);
  for (const text of ['development tool', 'memory', 'sandbox_secret', 'production_api_key', 'pass_good', '1234']) {
    assert.ok(sandbox.out().includes(text), text);
  }
});

test('--webhook sets webhook URLs of several providers', async t => {
  const [meld, plaid] = ['http://127.0.0.1:9/hooks?a=b', 'https://host.example/plaid'];
  const sandbox = start(t, 'sandbox', '--port', '0', '--webhook', `meld=${meld}`, '--webhook', `plaid=${plaid}`);
  await sandbox.printed('user_locked');
  const control = /control +(http:\S+)/.exec(sandbox.out())?.[1] ?? '';
  const {destinations} = (await (await fetch(`${control}/control/webhooks`)).json()) as {
    destinations: Record<string, {url: string | null}>;
  };
  assert.deepEqual([destinations['meld']?.url, destinations['plaid']?.url], [meld, plaid]);
});

for (const args of [
  [],
  ['repair'],
  ['sandbox', 'now'],
  ['sandbox', '--prot', '1'],
  ['sandbox', '--port', 'x'],
  ['sandbox', '--port', '65535'],
  ['sandbox', '--webhook', 'meld'],
  ['sandbox', '--webhook', 'meld=nowhere'],
  ['sandbox', '--webhook', 'unknown=http://localhost/'],
]) {
  test(`"${args.join(' ')}" is an error with the usage`, async t => {
    const command = start(t, ...args);
    assert.equal(await command.exit, 2);
    assert.match(command.out(), /Usage: bank-reconnect sandbox/);
  });
}

test('--help prints the usage and succeeds', async t => {
  const command = start(t, '--help');
  assert.equal(await command.exit, 0);
  for (const text of ['--port N', '--webhook PROVIDER=URL', '/control/faults', '/control/webhooks', 'plaid, meld']) {
    assert.ok(command.out().includes(text), text);
  }
});
