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
  /** Returns a storage with its own connection, like that of an instance of the backend. */
  connect(): Storage;
  /** Stops the server before the end of the test. */
  stop(): Promise<void>;
}

/** Starts a Redis server on a socket in a new folder. It saves nothing and stops at the end of the test. */
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
  // Further output must not fill the pipe.
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
