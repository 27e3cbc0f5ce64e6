import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createStorage} from 'unstorage';
import type {QuilttConnection} from '../../../src/backend/index.js';
import {json, recordingLogger, statusRequest, tokenRequest} from '../../backend/support.js';
import {backendOf, quilttConnection, startQuiltt} from './backend-support.js';

const hour = 3_600_000;

const sessionToken = async (backend: ReturnType<typeof backendOf>) =>
  (await json(await backend.fetch(tokenRequest('host_1'))))['sessionToken'];

test('a session token is used again until shortly before its expiry', async t => {
  t.mock.timers.enable({apis: ['Date'], now: Date.now()});
  const script = await startQuiltt(t);
  const backend = backendOf(script);
  assert.equal(await sessionToken(backend), 'session.token.1');
  t.mock.timers.tick(23 * hour);
  const second = await json(await backend.fetch(tokenRequest('host_1')));
  assert.equal(second['sessionToken'], 'session.token.1');
  assert.ok(Math.abs(Number(second['expiresIn']) - 3600) < 10);
  t.mock.timers.tick(0.6 * hour);
  assert.equal(await sessionToken(backend), 'session.token.2');
  assert.equal(script.issued(), 2);
});

test('concurrent requests share one session token', async t => {
  const script = await startQuiltt(t);
  const backend = backendOf(script);
  const tokens = await Promise.all([1, 2, 3, 4].map(() => sessionToken(backend)));
  assert.deepEqual(new Set(tokens), new Set(['session.token.1']));
  assert.equal(script.issued(), 1);
});

test('two instances with one storage share a token, unlike two profiles or two secrets', async t => {
  const script = await startQuiltt(t);
  const storage = createStorage();
  const tokenOf = async (connection: QuilttConnection, apiSecret = 'qltt_secret') =>
    await sessionToken(backendOf(script, {apiSecret}, {storage, findConnection: () => connection}));
  assert.equal(await tokenOf(quilttConnection), 'session.token.1');
  assert.equal(await tokenOf(quilttConnection), 'session.token.1');
  script.intercept = ({path}) =>
    path === '/v1/users/sessions' ? {status: 201, body: {token: `session.token.${script.issued()}`}} : undefined;
  assert.equal(await tokenOf({...quilttConnection, profileId: 'p_2'}), 'session.token.2');
  assert.equal(await tokenOf(quilttConnection, 'qltt_other'), 'session.token.3');
  assert.equal(await tokenOf(quilttConnection), 'session.token.1');
  // No key of the storage contains the host's secret.
  assert.doesNotMatch((await storage.getKeys()).join(), /qltt_/);
});

test('a revoked token is replaced, and one that cannot be checked is used', async t => {
  const script = await startQuiltt(t);
  const backend = backendOf(script);
  assert.equal(await sessionToken(backend), 'session.token.1');
  let status = 503;
  script.intercept = ({path}) => (path === '/v1/users/session' ? {status} : undefined);
  assert.equal(await sessionToken(backend), 'session.token.1');
  status = 401;
  assert.equal(await sessionToken(backend), 'session.token.2');
  const checks = script.vendor.seen.filter(({path}) => path === '/v1/users/session');
  assert.deepEqual(
    checks.map(({method, headers}) => `${method} ${headers.authorization}`),
    ['GET Bearer session.token.1', 'GET Bearer session.token.1'],
  );
});

test('the limit of issued tokens is a rate limit, with Quiltt’s Retry-After or the documented hour', async t => {
  const script = await startQuiltt(t);
  const backend = backendOf(script);
  for (const [headers, seconds] of [
    [{'retry-after': '120'}, 120],
    [{}, 3600],
  ] as [Record<string, string>, number][]) {
    script.intercept = ({path}) => (path === '/v1/users/sessions' ? {status: 429, headers} : undefined);
    const response = await backend.fetch(tokenRequest('host_1'));
    assert.equal(response.status, 429);
    assert.equal(response.headers.get('retry-after'), String(seconds));
    assert.equal((await json(response))['code'], 'rate-limited');
  }
  // The limit of the GraphQL API has no documented duration.
  script.intercept = () => ({status: 429});
  assert.equal((await backend.fetch(statusRequest('host_1'))).headers.get('retry-after'), null);
  // A refusal is not cached.
  script.intercept = () => undefined;
  assert.match(String(await sessionToken(backend)), /^session\.token\./);
});

test('a token of another profile is not returned', async t => {
  for (const [profileId, owner, isReturned] of [
    ['p_1', {userId: 'p_2'}, false],
    ['p_1', {userId: 'p_2', userUuid: '6fd4'}, false],
    ['p_1', {userId: 'p_1'}, true],
    ['p_a', {userId: 'p_A'}, false],
    ['p_1', {}, true],
    ['0b8e9b4e-6f5a-4d6c-8d40-000000000001', {userId: 'p_1'}, true],
    ['0b8e9b4e-6f5a-4d6c-8d40-000000000001', {userUuid: '0B8E9B4E-6F5A-4D6C-8D40-000000000001'}, true],
    ['0b8e9b4e-6f5a-4d6c-8d40-000000000001', {userId: 'p_1', userUuid: '6fd4'}, false],
  ] as const) {
    const script = await startQuiltt(t);
    script.intercept = ({path}) =>
      path === '/v1/users/sessions' ? {status: 201, body: {token: 'a.b.c', ...owner}} : undefined;
    const backend = backendOf(script, {}, {findConnection: () => ({...quilttConnection, profileId})});
    assert.equal((await backend.fetch(tokenRequest('host_1'))).status, isReturned ? 200 : 502);
  }
});

test('a missing or implausible expiration becomes the documented day', async t => {
  const seconds = (hours: number) => Math.floor(Date.now() / 1000) + hours * 3600;
  for (const [more, hours] of [
    [{expiration: seconds(12)}, 12],
    [{expiresAt: new Date(Date.now() + 6 * hour).toISOString()}, 6],
    [{expiration: seconds(-1)}, 24],
    [{expiration: seconds(48)}, 24],
    [{expiresAt: 'soon'}, 24],
    [{}, 24],
  ] as [object, number][]) {
    const script = await startQuiltt(t);
    script.intercept = ({path}) =>
      path === '/v1/users/sessions' ? {status: 201, body: {token: 'a.b.c', ...more}} : undefined;
    const {expiresIn} = await json(await backendOf(script).fetch(tokenRequest('host_1')));
    assert.ok(Math.abs(Number(expiresIn) - hours * 3600) < 10, JSON.stringify(more));
  }
});

test('an aborted request does not abort the token of the others', async t => {
  const script = await startQuiltt(t);
  const backend = backendOf(script);
  const controller = new AbortController();
  script.intercept = ({path}) => {
    if (path === '/v1/users/sessions') controller.abort();
    return undefined;
  };
  const aborted = new Request(tokenRequest('host_1'), {signal: controller.signal});
  const [, second] = await Promise.all([backend.fetch(aborted), sessionToken(backend)]);
  assert.equal(second, 'session.token.1');
  assert.equal(script.issued(), 1);
});

test('the token is not logged', async t => {
  const script = await startQuiltt(t);
  const logger = recordingLogger();
  const backend = backendOf(script, {}, {logger});
  await sessionToken(backend);
  await sessionToken(backend);
  assert.ok(logger.lines.length >= 4);
  assert.doesNotMatch(JSON.stringify(logger.lines), /session\.token|qltt_/);
});
