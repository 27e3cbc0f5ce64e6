import assert from 'node:assert/strict';
import {test} from 'node:test';
import {decodeJwt, decodeProtectedHeader} from 'jose';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {
  advance,
  call,
  change,
  connection,
  sandboxFor,
  setVariants,
  signIn,
  type Answer,
  type Json,
} from '../../sandbox/support.js';

const id = 'connMeridianTrust1';
const meldOf = (sandbox: Sandbox): string => sandbox.origins['meld'] ?? '';

const repair = (sandbox: Sandbox, key = 'sandbox_api_key', body: unknown = {connectionId: id}): Promise<Answer> =>
  call('POST', `${meldOf(sandbox)}/bank-linking/connect/repair`, body, {Authorization: `BASIC ${key}`});

const read = (sandbox: Sandbox, key = 'sandbox_api_key'): Promise<Answer> =>
  call('GET', `${meldOf(sandbox)}/bank-linking/connections/${id}`, undefined, {Authorization: `BASIC ${key}`});

const open = (sandbox: Sandbox, connectToken: unknown): Promise<Answer> =>
  call('POST', `${meldOf(sandbox)}/session`, {connectToken});

/** Signs in within an open widget. */
const enter = (sandbox: Sandbox, session: Json): Promise<Json> =>
  signIn(meldOf(sandbox), (session['signIn'] as Json)['id'], 'user_good', 'pass_good');

/** Completes a repair in the widget, with a new token. */
async function logIn(sandbox: Sandbox): Promise<{token: unknown; view: Json}> {
  const token = (await repair(sandbox)).body['connectToken'];
  const view = await enter(sandbox, (await open(sandbox, token)).body);
  return {token, view};
}

test('a repair answers with a connect token of the documented claims and a widget URL that holds it', async t => {
  const sandbox = await sandboxFor(t);
  const {status, body} = await repair(sandbox);
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body), ['id', 'connectToken', 'institutionId', 'widgetUrl']);
  assert.equal(body['id'], id);
  const token = String(body['connectToken']);
  assert.equal(body['widgetUrl'], `${meldOf(sandbox)}?connectToken=${token}`);
  assert.deepEqual(decodeProtectedHeader(token), {typ: 'JWT', alg: 'HS256'});
  const claims = decodeJwt(token);
  const names = 'account connection customer exp iat iss products redirect regions routingProfile'.split(' ');
  assert.deepEqual(Object.keys(claims).sort(), names);
  assert.deepEqual([claims.iss, claims['connection']], ['meld.io', id]);
  assert.equal((claims.exp ?? 0) - (claims.iat ?? 0), 14_400);
});

test('a variant sets the lifetime of the token', async t => {
  const sandbox = await sandboxFor(t);
  await setVariants(sandbox, {meld: {tokenSeconds: 10_800}});
  const {exp = 0, iat = 0} = decodeJwt(String((await repair(sandbox)).body['connectToken']));
  assert.equal(exp - iat, 10_800);
});

test('invalid keys, another scheme and a lower-case scheme are 401', async t => {
  const sandbox = await sandboxFor(t);
  assert.equal((await repair(sandbox, 'wrong')).status, 401);
  assert.equal((await read(sandbox, 'wrong')).status, 401);
  for (const Authorization of ['Basic sandbox_api_key', 'Bearer sandbox_api_key', 'sandbox_api_key', '']) {
    const {status} = await call(
      'POST',
      `${meldOf(sandbox)}/bank-linking/connect/repair`,
      {connectionId: id},
      {Authorization},
    );
    assert.equal(status, 401, Authorization);
  }
});

test('unknown ids and ids of the other environment are 404, a missing id is 400', async t => {
  const sandbox = await sandboxFor(t);
  assert.equal((await repair(sandbox, 'sandbox_api_key', {connectionId: 'unknown'})).status, 404);
  assert.equal((await repair(sandbox, 'production_api_key')).status, 404);
  assert.equal((await read(sandbox, 'production_api_key')).status, 404);
  assert.equal((await repair(sandbox, 'sandbox_api_key', {})).status, 400);
});

/** The statuses and reasons as Meld's documentation prints them, with its column "Can reconnect?". */
const documented: readonly (readonly [string, string | null, 'yes' | 'no'])[] = [
  ['IN_PROGRESS', null, 'no'],
  ['EXPIRED', null, 'no'],
  ['ACTIVE', null, 'no'],
  ['ACTIVE', 'ACCESS_EXPIRING_SOON', 'yes'],
  ['ACTIVE', 'NEW_ACCOUNTS_AVAILABLE', 'yes'],
  ['PARTIALLY_ACTIVE', 'PARTIAL_AGGREGATION_SUCCESS', 'yes'],
  ['PARTIALLY_ACTIVE', 'INACTIVE_DUPLICATE', 'yes'],
  ['DEGRADED', 'INSTITUTION_CURRENTLY_UNAVAILABLE', 'yes'],
  ['DEGRADED', 'INSTITUTION_ACTION_REQUIRED', 'yes'],
  ['DEGRADED', 'SERVICE_PROVIDER_CURRENTLY_UNAVAILABLE', 'yes'],
  ['DEGRADED', 'INTERACTIVE_REFRESH', 'yes'],
  ['RECONNECT_REQUIRED', 'LOGIN_REQUIRED', 'yes'],
  ['RECONNECT_REQUIRED', 'REPAIRING_INSTITUTION', 'yes'],
  ['RECONNECT_REQUIRED', 'TOKEN_EXPIRED', 'yes'],
  ['RECONNECT_REQUIRED', 'OTHER', 'yes'],
  ['UNRECOVERABLE', 'CONTINUED_AGGREGATION_FAILURES', 'yes'],
  ['UNRECOVERABLE', 'INSTITUTION_DISABLED', 'yes'],
  ['UNRECOVERABLE', 'OTHER', 'yes'],
  ['UNDETERMINED', 'AGGREGATION_TIMEOUT', 'yes'],
  ['UNDETERMINED', 'SUBMIT_SERVICE_PROVIDER_TICKET', 'yes'],
  ['UNDETERMINED', 'UNKNOWN_SERVICE_PROVIDER_ERROR_CODE', 'yes'],
  ['UNDETERMINED', 'INTERNAL_ERROR', 'yes'],
  ['DELETED', null, 'no'],
];

test('every documented status and reason can be set, and is repaired or refused as documented', async t => {
  const sandbox = await sandboxFor(t);
  await setVariants(sandbox, {meld: {statusLagSeconds: 0}});
  for (const [status, statusReason, canReconnect] of documented) {
    const name = `${status} / ${statusReason}`;
    assert.equal((await change(sandbox, 'meld', {status, statusReason})).status, 200, name);
    const {body} = await read(sandbox);
    assert.deepEqual([body['status'], body['statusReason']], [status, statusReason]);
    assert.equal((await repair(sandbox)).status, canReconnect === 'yes' ? 200 : 409, name);
    if (canReconnect === 'no') continue;
    await advance(sandbox, 1);
    await logIn(sandbox);
    const after = (await read(sandbox)).body;
    assert.deepEqual([after['status'], after['statusReason']], ['ACTIVE', null], name);
  }
});

test('variants set whether a healthy or a partly active connection can be repaired', async t => {
  const sandbox = await sandboxFor(t);
  await setVariants(sandbox, {meld: {repairOfActive: 'allowed', repairOfPartial: 'conflict'}});
  await change(sandbox, 'meld', {status: 'ACTIVE'});
  assert.equal((await repair(sandbox)).status, 200);
  await change(sandbox, 'meld', {status: 'UNDETERMINED'});
  assert.equal((await repair(sandbox)).status, 409);
});

test('a connection has the documented format', async t => {
  const sandbox = await sandboxFor(t);
  const {status, body} = await read(sandbox);
  assert.equal(status, 200);
  assert.deepEqual([body['id'], body['status'], body['statusReason']], [id, 'RECONNECT_REQUIRED', 'LOGIN_REQUIRED']);
  for (const field of ['institutionName', 'customerId', 'products', 'regions', 'createdAt', 'serviceProviderDetails']) {
    assert.ok(body[field] !== undefined, field);
  }
});

test('after a login the status changes with the lag, by real time and by the sandbox’s clock', async t => {
  let real = Date.UTC(2030, 0, 1);
  const sandbox = await sandboxFor(t, {now: () => real});
  await setVariants(sandbox, {meld: {statusLagSeconds: 30}});
  const {view} = await logIn(sandbox);
  assert.equal(view['step'], 'done');
  assert.equal((await read(sandbox)).body['status'], 'RECONNECT_REQUIRED');
  real += 15_000;
  assert.equal((await read(sandbox)).body['status'], 'RECONNECT_REQUIRED');
  await advance(sandbox, 15);
  const {body} = await read(sandbox);
  assert.deepEqual([body['status'], body['statusReason']], ['ACTIVE', null]);
  assert.equal((await connection(sandbox, 'meld'))['updatedAt'], '2030-01-01T00:00:30.000Z');
});

test('a manual status cancels a pending repair', async t => {
  const sandbox = await sandboxFor(t);
  await logIn(sandbox);
  await change(sandbox, 'meld', {status: 'RECONNECT_REQUIRED'});
  await advance(sandbox, 60);
  assert.equal((await read(sandbox)).body['status'], 'RECONNECT_REQUIRED');
});

test('a connection with the outcome still-broken stays broken', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'meld', {repairOutcome: 'still-broken'});
  const {view} = await logIn(sandbox);
  assert.equal(view['step'], 'done');
  await advance(sandbox, 60);
  assert.equal((await read(sandbox)).body['status'], 'RECONNECT_REQUIRED');
});

test('the widget refuses used, expired and unknown tokens', async t => {
  const sandbox = await sandboxFor(t);
  const {token} = await logIn(sandbox);
  assert.equal((await open(sandbox, token)).body['refusal'], 'TOKEN_USED');
  await change(sandbox, 'meld', {status: 'RECONNECT_REQUIRED'});
  await advance(sandbox, 1);
  const late = (await repair(sandbox)).body['connectToken'];
  await advance(sandbox, 14_401);
  assert.equal((await open(sandbox, late)).body['refusal'], 'TOKEN_EXPIRED');
  assert.equal((await open(sandbox, 'made.up.token')).body['refusal'], 'INVALID_TOKEN');
  assert.equal((await open(sandbox, undefined)).body['refusal'], 'INVALID_TOKEN');
});

for (const [how, refusal, end] of [
  ['is used in another widget', 'TOKEN_USED', enter],
  ['expires', 'TOKEN_EXPIRED', (sandbox: Sandbox) => advance(sandbox, 14_400)],
] as const) {
  test(`a token that ${how} while the widget is open repairs nothing`, async t => {
    const sandbox = await sandboxFor(t);
    await setVariants(sandbox, {meld: {statusLagSeconds: 0}});
    const token = (await repair(sandbox)).body['connectToken'];
    const [one, other] = [(await open(sandbox, token)).body, (await open(sandbox, token)).body];
    await end(sandbox, other);
    await read(sandbox);
    await change(sandbox, 'meld', {status: 'RECONNECT_REQUIRED'});
    const view = await enter(sandbox, one);
    assert.deepEqual([view['step'], view['result']], ['dead', {refusal}]);
    assert.equal((await read(sandbox)).body['status'], 'RECONNECT_REQUIRED');
  });
}

test('a cancelled sign-in is removed, and its token opens another', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'meld', {bank: 'oauth'});
  await setVariants(sandbox, {meld: {statusLagSeconds: 0}});
  const token = (await repair(sandbox)).body['connectToken'];
  const session = (await open(sandbox, token)).body;
  const path = `${meldOf(sandbox)}/sign-in/${String((session['signIn'] as Json)['id'])}`;
  const {url} = await fetch(`${path}/window`);
  assert.equal((await call('POST', `${path}/cancel`, {})).status, 200);
  await call('POST', url, {answer: 'allowed'});
  assert.equal((await call('GET', path)).status, 404);
  assert.equal((await read(sandbox)).body['status'], 'RECONNECT_REQUIRED');
  assert.ok('signIn' in (await open(sandbox, token)).body);
});

test('a variant omits connect_complete', async t => {
  const sandbox = await sandboxFor(t);
  await setVariants(sandbox, {meld: {connectComplete: false}});
  const {view} = await logIn(sandbox);
  assert.equal((view['result'] as Json)['connectComplete'], false);
});

test('the widget page can be framed and has a strict policy', async t => {
  const sandbox = await sandboxFor(t);
  const response = await fetch(meldOf(sandbox));
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  assert.match(policy, /frame-ancestors \*/);
  assert.doesNotMatch(policy, /unsafe/);
});
