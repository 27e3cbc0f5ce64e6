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

/** Asks for another protocol, and returns the connection with the first of what comes back. */
async function ask(t: TestContext, port: number): Promise<{socket: Socket; said: string}> {
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.write('GET /talk HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: talk\r\n\r\n');
  const [data] = (await once(socket, 'data')) as [Buffer];
  return {socket, said: data.toString()};
}

const talk: UpgradeHandler = (request, socket) => {
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: talk\r\n\r\n${request.url}`);
};

test('a connection that asks for another protocol is handed over; the others are answered over HTTP', async t => {
  const {listener, port} = await start(t, talk);
  const {said} = await ask(t, port);
  assert.match(said, /^HTTP\/1\.1 101 [^]*\/talk$/);
  assert.equal(await (await fetch(listener.origin)).text(), 'over HTTP');
});

test('closing ends the connections that were handed over', async t => {
  const {listener, port} = await start(t, talk);
  const {socket} = await ask(t, port);
  const closed = once(socket, 'close');
  await listener.close();
  await closed;
});

test('a stand-in that knows no other protocol answers over HTTP', async t => {
  const {port} = await start(t);
  assert.match((await ask(t, port)).said, /^HTTP\/1\.1 200 /);
});

test('a peer that breaks off without a word does no harm', async t => {
  const {listener, port} = await start(t, talk);
  const {socket} = await ask(t, port);
  socket.resetAndDestroy();
  await once(socket, 'close');
  assert.equal((await fetch(listener.origin)).status, 200);
});
