import assert from 'node:assert/strict';
import {test} from 'node:test';
import {decodeJwt, decodeProtectedHeader} from 'jose';
import {advance, call, sandboxFor, setVariants, standingClock} from '../../sandbox/support.js';
import {bearer, graphql, issue, productionProfileId, profileId, quilttOf, tokenFor} from './sandbox-support.js';

const sessionUrl = (sandbox: Parameters<typeof quilttOf>[0]): string => `${quilttOf(sandbox)}/v1/users/session`;

test('a session token is a JWT that expires after a day, with the documented fields beside it', async t => {
  const sandbox = await sandboxFor(t);
  const {status, body} = await issue(sandbox);
  assert.equal(status, 201);
  assert.deepEqual(Object.keys(body), ['token', 'userId', 'userUuid', 'environmentId', 'expiration', 'expiresAt']);
  assert.equal(body['userId'], profileId);
  const token = String(body['token']);
  assert.equal(decodeProtectedHeader(token).alg, 'HS512');
  const {exp = 0, iat = 0, nbf, iss, aud, jti, ...rest} = decodeJwt(token);
  assert.equal(exp - iat, 86_400);
  assert.equal(exp, body['expiration']);
  assert.equal(new Date(String(body['expiresAt'])).getTime(), exp * 1000);
  assert.deepEqual([iss, aud, nbf, typeof jti, rest['ver']], ['auth.quiltt.io', 'api.quiltt.io', iat, 'string', 4]);
});

test('a profile can be selected by its UUID', async t => {
  const sandbox = await sandboxFor(t);
  const {userUuid} = (await issue(sandbox)).body;
  const {status, body} = await issue(sandbox, {userId: userUuid});
  assert.deepEqual([status, body['userId']], [201, profileId]);
});

test('attributes create a profile or change the given one', async t => {
  const sandbox = await sandboxFor(t);
  const uuid = '9d3b8f7e-2c4a-4f1b-8a6d-1e5c7b9f0a12';
  const made = await issue(sandbox, {uuid, email: 'new@example.com', metadata: {tier: 'gold'}});
  assert.equal(made.status, 201);
  assert.equal(made.body['userUuid'], uuid);
  assert.notEqual(made.body['userId'], profileId);
  assert.equal((await issue(sandbox, {userId: uuid, phone: '+15555550123'})).body['userId'], made.body['userId']);
  assert.deepEqual((await issue(sandbox, {uuid})).body, {uuid: ['has already been taken']});
});

test('invalid attributes are a 422 with errors by attribute', async t => {
  const sandbox = await sandboxFor(t);
  for (const [body, attribute] of [
    [{userId: 'p_unknown'}, 'userId'],
    [{userId: productionProfileId}, 'userId'],
    [{email: 'unknown'}, 'email'],
    [{phone: '12'}, 'phone'],
    [{uuid: 'x'}, 'uuid'],
    [{metadata: 'x'}, 'metadata'],
  ] as const) {
    const answer = await issue(sandbox, body);
    assert.equal(answer.status, 422);
    assert.deepEqual(Object.keys(answer.body), [attribute]);
  }
  const {status} = await call(
    'POST',
    `${quilttOf(sandbox)}/v1/users/sessions`,
    undefined,
    bearer('sandbox_api_secret'),
  );
  assert.equal(status, 422);
});

test('a wrong secret, or the right one in another scheme, is 401', async t => {
  const sandbox = await sandboxFor(t);
  const {status, body} = await issue(sandbox, {userId: profileId}, 'wrong');
  assert.equal(status, 401);
  assert.deepEqual(Object.keys(body), ['message', 'instruction']);
  const url = `${quilttOf(sandbox)}/v1/users/sessions`;
  for (const Authorization of ['Basic sandbox_api_secret', 'sandbox_api_secret', 'Bearer constructor', '']) {
    assert.equal((await call('POST', url, {userId: profileId}, {Authorization})).status, 401, Authorization);
  }
  assert.equal((await issue(sandbox, {userId: productionProfileId}, 'production_api_secret')).status, 201);
});

test('a profile gets ten tokens per hour and twenty per day, independently of other profiles', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  const issueTen = async () => {
    const answers = await Promise.all(Array.from({length: 11}, () => issue(sandbox)));
    return answers.map(({status}) => status).sort();
  };
  const tenAndOne = [...Array.from({length: 10}, () => 201), 429];
  assert.deepEqual(await issueTen(), tenAndOne);
  assert.equal((await issue(sandbox, {email: 'other@example.com'})).status, 201);
  await advance(sandbox, 3_599);
  assert.equal((await issue(sandbox)).status, 429);
  await advance(sandbox, 2);
  assert.deepEqual(await issueTen(), tenAndOne);
  await advance(sandbox, 3_601);
  assert.equal((await issue(sandbox)).status, 429, 'the hour is over, the day is not');
  await advance(sandbox, 22 * 3_600);
  assert.equal((await issue(sandbox)).status, 201);
});

test('a 429 only has Retry-After with the variant', async t => {
  const sandbox = await sandboxFor(t);
  await Promise.all(Array.from({length: 10}, () => issue(sandbox)));
  const ask = () =>
    fetch(`${quilttOf(sandbox)}/v1/users/sessions`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', ...bearer('sandbox_api_secret')},
      body: JSON.stringify({userId: profileId}),
    });
  assert.equal((await ask()).headers.get('Retry-After'), null);
  await setVariants(sandbox, {quiltt: {retryAfterHeader: true}});
  const seconds = Number((await ask()).headers.get('Retry-After'));
  assert.ok(seconds > 3_590 && seconds <= 3_600, String(seconds));
});

test('a token can be read and revoked, which makes room for another', async t => {
  const sandbox = await sandboxFor(t);
  const token = await tokenFor(sandbox);
  await Promise.all(Array.from({length: 9}, () => issue(sandbox)));
  assert.equal((await issue(sandbox)).status, 429);
  const seen = await call('GET', sessionUrl(sandbox), undefined, bearer(token));
  assert.deepEqual([seen.status, seen.body['userId']], [200, profileId]);
  const revoke = () => fetch(sessionUrl(sandbox), {method: 'DELETE', headers: bearer(token)});
  assert.deepEqual([(await revoke()).status, (await revoke()).status], [204, 401]);
  assert.equal((await call('GET', sessionUrl(sandbox), undefined, bearer(token))).status, 401);
  assert.equal((await issue(sandbox)).status, 201);
});

test('a token expires after a day', async t => {
  const sandbox = await sandboxFor(t);
  const token = await tokenFor(sandbox);
  await advance(sandbox, 86_390);
  assert.equal((await call('GET', sessionUrl(sandbox), undefined, bearer(token))).status, 200);
  await advance(sandbox, 20);
  assert.equal((await call('GET', sessionUrl(sandbox), undefined, bearer(token))).status, 401);
  assert.equal((await graphql(sandbox, '{ connections { id } }', {}, bearer(token))).status, 401);
});

test('the Connector’s login sends a passcode to a known person and creates a profile for an unknown one', async t => {
  const sandbox = await sandboxFor(t);
  const clientId = 'connectorsandbox';
  const login = (method: string, session: Record<string, unknown>) =>
    fetch(sessionUrl(sandbox), {
      method,
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({session: {clientId, ...session}}),
    });
  assert.equal((await login('POST', {email: 'person@example.com'})).status, 202);
  assert.equal((await login('PUT', {email: 'person@example.com', passcode: '123456'})).status, 401);
  const known = await login('PUT', {email: 'person@example.com', passcode: '000000'});
  assert.equal(known.status, 201);
  assert.equal(((await known.json()) as {userId: string}).userId, profileId);
  assert.equal((await login('POST', {phone: '+15555550199'})).status, 201);
  assert.equal((await login('POST', {phone: '1'})).status, 422);
  assert.equal((await login('POST', {clientId: 'unknown', email: 'person@example.com'})).status, 422);
});

test('pages can read and revoke a session, but not create one with a secret', async t => {
  const sandbox = await sandboxFor(t);
  const preflight = (path: string) =>
    fetch(`${quilttOf(sandbox)}${path}`, {
      method: 'OPTIONS',
      headers: {Origin: 'https://app.example', 'Access-Control-Request-Method': 'POST'},
    });
  assert.equal((await preflight('/v1/users/session')).headers.get('Access-Control-Allow-Origin'), '*');
  assert.equal((await preflight('/v1/users/sessions')).headers.get('Access-Control-Allow-Origin'), null);
});

test('a fault has the format of the API', async t => {
  const sandbox = await sandboxFor(t);
  await call('PUT', `${sandbox.url}/control/faults`, {quiltt: {status: 503, retryAfter: 7, times: 1}});
  const {status, body} = await issue(sandbox);
  assert.equal(status, 503);
  assert.deepEqual(Object.keys(body), ['message', 'instruction', 'error_id']);
  assert.equal((await issue(sandbox)).status, 201);
});
