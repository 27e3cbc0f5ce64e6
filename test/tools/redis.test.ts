import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {ensureRedis} from '../../tools/redis.mjs';

/** A folder that is all of PATH. */
async function machine(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  t.after(() => rm(folder, {recursive: true}));
  const add = (name: string, command = 'echo Redis server v=7.0'): Promise<void> =>
    writeFile(join(folder, name), `#!/bin/sh\n${command}\n`, {mode: 0o755});
  return {folder, add};
}

test('the server on PATH is taken, and the one that a variable names before it', async t => {
  const {folder, add} = await machine(t);
  await add('redis-server');
  await add('mine');
  const found = await ensureRedis({env: {PATH: folder}, installers: []});
  assert.deepEqual(found, {path: join(folder, 'redis-server'), version: 'Redis server v=7.0'});
  const env = {PATH: folder, REDIS_SERVER_PATH: join(folder, 'mine')};
  assert.equal((await ensureRedis({env, installers: []})).path, env.REDIS_SERVER_PATH);
});

test('a variable that names nothing, or nothing that runs, is a mistake to tell', async t => {
  const {folder, add} = await machine(t);
  await add('redis-server');
  await add('broken', 'exit 1');
  for (const name of ['missing', 'broken']) {
    const env = {PATH: folder, REDIS_SERVER_PATH: join(folder, name)};
    await assert.rejects(ensureRedis({env, installers: []}), new RegExp(`REDIS_SERVER_PATH names .*${name}`));
  }
});

test('it is installed where that is possible, else the message says how to get it', async t => {
  const {folder, add} = await machine(t);
  const env = {PATH: folder};
  const impossible = {isPossible: () => false, install: () => add('redis-server')};
  await assert.rejects(ensureRedis({env, installers: [impossible]}), /apt-get install redis-server/);
  const useless = {isPossible: () => true, install: () => Promise.resolve()};
  await assert.rejects(ensureRedis({env, installers: [useless]}), /REDIS_SERVER_PATH/);
  const possible = {...impossible, isPossible: () => true};
  assert.equal((await ensureRedis({env, installers: [useless, possible]})).path, join(folder, 'redis-server'));
});
