import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import type {TestContext} from 'node:test';
import {createStorage} from 'unstorage';
import type {Storage} from 'unstorage';
import redisDriver from 'unstorage/drivers/redis';
import {ensureRedis} from '../../tools/redis.mjs';

export interface RedisServer {
  /** A storage with a connection of its own, as an instance of the backend has it. */
  connect(): Storage;
  /** Ends the server before the test does. */
  stop(): Promise<void>;
}

/** A Redis server of the test's own, on a socket in a folder of its own, which keeps nothing and ends with the test. */
export async function startRedis(t: TestContext): Promise<RedisServer> {
  const {path: program} = await ensureRedis();
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const socket = join(folder, 'socket');
  const server = spawn(
    program,
    ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no', '--dir', folder],
    {stdio: ['ignore', 'pipe', 'inherit']},
  );
  const ended = once(server, 'exit');
  const storages: Storage[] = [];
  const stop = async (): Promise<void> => {
    server.kill();
    await ended;
  };
  t.after(async () => {
    await Promise.all(storages.map(storage => storage.dispose()));
    await stop();
    await rm(folder, {recursive: true});
  });
  for await (const line of createInterface(server.stdout)) if (/ready to accept connections/i.test(line)) break;
  // What it writes from now on must not fill the pipe.
  server.stdout.resume();
  return {
    stop,
    connect() {
      const storage = createStorage({driver: redisDriver({path: socket, retryStrategy: () => null})});
      storages.push(storage);
      return storage;
    },
  };
}
