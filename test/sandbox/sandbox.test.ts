import assert from 'node:assert/strict';
import {createServer, type Server} from 'node:net';
import {test} from 'node:test';
import {startSandbox} from '../../src/sandbox/index.js';
import {nonEphemeralPort} from './ports.js';
import {advance, call, change, connection, sandboxFor} from './support.js';

test('every part has an origin of its own on loopback', async t => {
  const {url, origins} = await sandboxFor(t);
  // The order is that of the ports, which host applications rely on.
  assert.deepEqual(Object.keys(origins).slice(0, 4), ['control', 'bank', 'plaid', 'meld']);
  assert.equal(url, origins.control);
  assert.equal(new Set(Object.values(origins)).size, Object.keys(origins).length);
  for (const origin of Object.values(origins)) assert.match(origin, /^http:\/\/127\.0\.0\.1:\d+$/);
});

test('two sandboxes of one process share nothing', async t => {
  const [one, two] = [await sandboxFor(t), await sandboxFor(t)];
  await change(one, 'plaid', {status: 'HEALTHY'});
  await advance(one, 3600);
  assert.equal((await connection(two, 'plaid'))['status'], 'ITEM_LOGIN_REQUIRED');
  assert.equal((await call('GET', `${two.url}/control/clock`)).body['advancedSeconds'], 0);
  const repair = {connectionId: 'connMeridianTrust1'};
  const headers = {Authorization: 'BASIC sandbox_api_key'};
  const {body} = await call('POST', `${one.origins['meld']}/bank-linking/connect/repair`, repair, headers);
  const {connectToken} = body;
  assert.ok('signIn' in (await call('POST', `${one.origins['meld']}/session`, {connectToken})).body);
  const foreign = await call('POST', `${two.origins['meld']}/session`, {connectToken});
  assert.equal(foreign.body['refusal'], 'INVALID_TOKEN');
});

async function listenOn(port: number): Promise<Server | null> {
  const server = createServer();
  return new Promise(resolve => {
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

test('a taken port is a clear error and leaves no server behind', async t => {
  const control = await nonEphemeralPort();
  const blocker = await listenOn(control + 1);
  assert.ok(blocker);
  t.after(() => blocker.close());
  // The control server starts. The port of the bank is in use.
  await assert.rejects(startSandbox({port: control}), new RegExp(`Port ${control + 1} on 127.0.0.1 is in use`));
  const again = await listenOn(control);
  assert.ok(again, 'the control port is free again');
  again.close();
});

test('a port without room for all servers, or that is none, is refused with what is allowed', async t => {
  const count = Object.keys((await sandboxFor(t)).origins).length;
  const last = 65_536 - count;
  const message = new RegExp(`${count} ports in a row.* from 1 to ${last}`);
  for (const port of [last + 1, 65_535, 65_536, -1, 1.5, NaN]) {
    await assert.rejects(startSandbox({port}), {name: 'RangeError', message});
  }
});

test('after close nothing answers any more', async t => {
  const sandbox = await sandboxFor(t, {port: await nonEphemeralPort()});
  await sandbox.close();
  for (const origin of Object.values(sandbox.origins)) await assert.rejects(fetch(origin));
});
