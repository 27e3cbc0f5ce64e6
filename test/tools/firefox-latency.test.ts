import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect, createServer, type AddressInfo, type Socket} from 'node:net';
import {describe, it, type TestContext} from 'node:test';
import {withoutLatency} from '../../tools/test/firefox-latency.mjs';

/** A masked pong without a payload. The mask is any number but zero. */
const isPong = (frame: Buffer): boolean =>
  frame.length === 6 && frame[0] === 0x8a && frame[1] === 0x80 && frame[5] !== 0;

/** Connects a client and returns both ends. */
async function connectedPair(t: TestContext): Promise<{client: Socket; server: Socket}> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const client = connect((listener.address() as AddressInfo).port, '127.0.0.1');
  const [server] = (await once(listener, 'connection')) as [Socket];
  t.after(() => {
    client.destroy();
    server.destroy();
    listener.close();
  });
  return {client, server};
}

describe('withoutLatency', () => {
  it('answers each piece of data with a pong after the upgrade to a WebSocket', async t => {
    const {client, server} = await withoutLatency(() => connectedPair(t));
    server.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    await once(client, 'data');
    assert.equal(client.bytesWritten, 0);
    for (let count = 1; count <= 2; count++) {
      const pong = once(server, 'data');
      server.write('a reply');
      assert.ok(isPong(((await pong) as [Buffer])[0]));
      assert.equal(client.bytesWritten, 6 * count);
    }
  });

  it('sends nothing on other connections', async t => {
    const other = await withoutLatency(() => connectedPair(t));
    other.server.write('HTTP/1.1 200 OK\r\n\r\n');
    await once(other.client, 'data');
    other.server.write('a body');
    await once(other.client, 'data');
    assert.equal(other.client.bytesWritten, 0);

    const later = await connectedPair(t);
    later.client.resume();
    later.server.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    await once(later.client, 'data');
    later.server.write('a reply');
    await once(later.client, 'data');
    assert.equal(later.client.bytesWritten, 0);
  });
});
