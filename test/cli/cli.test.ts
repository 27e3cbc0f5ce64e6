import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
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
  await sandbox.printed('Ctrl+C');
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
  await sandbox.printed('Ctrl+C');
  const control = /control +(http:\S+)/.exec(sandbox.out())?.[1] ?? '';
  const {destinations} = (await (await fetch(`${control}/control/webhooks`)).json()) as {
    destinations: Record<string, {url: string | null}>;
  };
  assert.deepEqual([destinations['meld']?.url, destinations['plaid']?.url], [meld, plaid]);
});

test('the sandbox prints a broken connection of each vendor with its record, the options of the kit, and the tag', async t => {
  const sandbox = start(t, 'sandbox', '--port', '0');
  await sandbox.printed('Ctrl+C');
  const out = sandbox.out();
  const control = /control +(http:\S+)/.exec(out)?.[1] ?? '';
  const connections = (await (await fetch(`${control}/control/connections`)).json()) as {
    provider: string;
    id: string;
    healthy: boolean;
    accessToken?: string;
  }[];
  for (const provider of ['plaid', 'meld', 'quiltt', 'mx']) {
    const origin = new RegExp(`${provider} +(http:\\S+)`).exec(out)?.[1];
    assert.match(out, new RegExp(`^  ${provider}\\(\\{ .*baseUrl: '${origin}' \\}\\)$`, 'm'));
    const record = new RegExp(`^  \\{ provider: '${provider}', .*\\}$`, 'm').exec(out)?.[0] ?? '';
    const broken = connections.find(({id}) => record.includes(`'${id}'`));
    assert.equal(broken?.healthy, false, record);
    assert.ok(record.includes(broken?.accessToken ?? ''));
    assert.match(
      out,
      new RegExp(`<bank-reconnect provider="${provider}" [^>]+ sandbox-url="${control}"></bank-reconnect>`),
    );
  }
});

for (const args of [[], ['repair'], ['--port', '0']]) {
  test(`"${args.join(' ')}" is an error with the commands`, async t => {
    const command = start(t, ...args);
    assert.equal(await command.exit, 2);
    assert.match(command.out(), /Usage: bank-reconnect COMMAND/);
  });
}

for (const args of [
  ['sandbox', 'now'],
  ['sandbox', '--prot', '1'],
  ['sandbox', '--port', 'x'],
  ['sandbox', '--port', '65535'],
  ['sandbox', '--webhook', 'meld'],
  ['sandbox', '--webhook', 'meld=nowhere'],
  ['sandbox', '--webhook', 'unknown=http://localhost/'],
  ['demo', 'now'],
  ['demo', '--port', '65536'],
  ['demo', '--sandbox-port', '65535'],
]) {
  test(`"${args.join(' ')}" is an error with the usage`, async t => {
    const command = start(t, ...args);
    assert.equal(await command.exit, 2);
    assert.ok(command.out().includes(`Usage: bank-reconnect ${args[0]}`), command.out());
  });
}

for (const [option, other] of [
  ['--port', '--sandbox-port'],
  ['--sandbox-port', '--port'],
] as const) {
  test(`a port of the demo that is in use is an error that names ${option}`, async t => {
    const server = createServer().listen(0, '127.0.0.1');
    t.after(() => server.close());
    await once(server, 'listening');
    const {port} = server.address() as AddressInfo;
    const demo = start(t, 'demo', option, String(port), other, '0');
    assert.equal(await demo.exit, 1);
    assert.match(demo.out(), new RegExp(`\\b${port}\\b.* (Set |\\()${option} `));
  });
}

test('--help lists the commands', async t => {
  const command = start(t, '--help');
  assert.equal(await command.exit, 0);
  assert.match(command.out(), /^ {2}demo .+\n {2}sandbox /m);
});

test('--help of the demo lists its ports', async t => {
  const command = start(t, 'demo', '--help');
  assert.equal(await command.exit, 0);
  for (const option of ['--port N', '--sandbox-port N']) assert.ok(command.out().includes(option), option);
});

test('--help of the sandbox prints its usage and succeeds', async t => {
  const command = start(t, 'sandbox', '--help');
  assert.equal(await command.exit, 0);
  for (const text of ['--port N', '--webhook PROVIDER=URL', '/control/faults', '/control/webhooks', 'plaid, meld']) {
    assert.ok(command.out().includes(text), text);
  }
});
