import assert from 'node:assert/strict';
import {createServer, type Server} from 'node:net';
import {test, type TestContext} from 'node:test';
import {startDemo} from '../../demo/host.js';
import {nonEphemeralPort} from '../sandbox/ports.js';
import {sandboxFor} from '../sandbox/support.js';

const addresses = ['127.0.0.1', '::1'] as const;

/** Starts a server that occupies a port. Returns null if the port is not available. */
async function hold(t: TestContext, address: string, port = 0): Promise<Server | null> {
  const server = createServer();
  const listens = await new Promise<boolean>(resolve => {
    server.once('error', () => resolve(false));
    server.listen(port, address, () => resolve(true));
  });
  if (!listens) return null;
  t.after(() => server.close());
  return server;
}

test('the demo listens on every address of localhost', async t => {
  const demo = await startDemo({port: 0, sandbox: await sandboxFor(t)});
  t.after(() => demo.close());
  const {port} = new URL(demo.url);
  for (const address of addresses) {
    if (!(await hold(t, address))) continue;
    const host = address.includes(':') ? `[${address}]` : address;
    const page = await (await fetch(`http://${host}:${port}/`)).text();
    assert.match(page, /Connected accounts/, address);
  }
});

test('startDemo rejects if the port is in use on one address, and releases the other', async t => {
  const sandbox = await sandboxFor(t);
  for (const address of addresses) {
    if (!(await hold(t, address))) continue;
    const port = await nonEphemeralPort();
    assert.ok(await hold(t, address, port));
    await assert.rejects(startDemo({port, sandbox}), {message: `Port ${port} is taken: set PORT to another one.`});
    const other = addresses.find(one => one !== address) ?? '';
    if (await hold(t, other)) assert.ok(await hold(t, other, port), `${other} is free`);
  }
});

test('a closed demo listens on no address', async t => {
  const port = await nonEphemeralPort();
  const demo = await startDemo({port, sandbox: await sandboxFor(t)});
  await demo.close();
  for (const host of ['127.0.0.1', '[::1]']) await assert.rejects(fetch(`http://${host}:${port}/`));
});
