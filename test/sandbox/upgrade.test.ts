import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {test, type TestContext} from 'node:test';
import {listen, type UpgradeHandler} from '../../src/sandbox/listen.js';

async function start(t: TestContext, upgrade?: UpgradeHandler) {
  const listener = await listen(() => new Response('over HTTP'), 0, '127.0.0.1', upgrade);
  t.after(() => listener.close());
  return {listener, port: Number(new URL(listener.origin).port)};
}

/** Requests an upgrade. Returns the connection and the first data. */
async function upgrade(t: TestContext, port: number): Promise<{socket: Socket; received: string}> {
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.write('GET /path HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: talk\r\n\r\n');
  const [data] = (await once(socket, 'data')) as [Buffer];
  return {socket, received: data.toString()};
}

const talk: UpgradeHandler = (request, socket) => {
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: talk\r\n\r\n${request.url}`);
};

test('upgrade requests go to the upgrade handler, other requests are answered over HTTP', async t => {
  const {listener, port} = await start(t, talk);
  const {received} = await upgrade(t, port);
  assert.match(received, /^HTTP\/1\.1 101 [^]*\/path$/);
  assert.equal(await (await fetch(listener.origin)).text(), 'over HTTP');
});

test('closing closes upgraded connections', async t => {
  const {listener, port} = await start(t, talk);
  const {socket} = await upgrade(t, port);
  const closed = once(socket, 'close');
  await listener.close();
  await closed;
});

test('a stand-in without an upgrade handler answers over HTTP', async t => {
  const {port} = await start(t);
  assert.match((await upgrade(t, port)).received, /^HTTP\/1\.1 200 /);
});

test('a connection reset by the peer has no effect', async t => {
  const {listener, port} = await start(t, talk);
  const {socket} = await upgrade(t, port);
  socket.resetAndDestroy();
  await once(socket, 'close');
  assert.equal((await fetch(listener.origin)).status, 200);
});
