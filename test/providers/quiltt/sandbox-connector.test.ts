import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {
  advance,
  call,
  sandboxFor,
  setVariants,
  signIn,
  standingClock,
  type Answer,
  type Json,
} from '../../sandbox/support.js';
import {
  bearer,
  changeConnection,
  data,
  plaidConnection,
  productionConnection,
  quilttOf,
  statusOf,
  tokenFor,
} from './sandbox-support.js';

const connector = 'connectorsandbox';

/** Opens a session as the frame's page does. */
const open = (sandbox: Sandbox, body: Json, id = connector): Promise<Answer> =>
  call('POST', `${quilttOf(sandbox)}/connector/${id}/session`, body);

/** Opens the reconnect of a connection. */
async function reconnect(sandbox: Sandbox, connectionId = plaidConnection): Promise<Json> {
  return (await open(sandbox, {token: await tokenFor(sandbox), connectionId})).body;
}

const enter = (sandbox: Sandbox, {signIn: view}: Json, password = 'pass_good'): Promise<Json> =>
  signIn(quilttOf(sandbox), (view as Json)['id'], 'user_good', password);

const cancel = (sandbox: Sandbox, {metadata}: Json): Promise<Answer> => {
  const {id} = (metadata as Json)['connectorSession'] as Json;
  return call('POST', `${quilttOf(sandbox)}/connector-session/${String(id)}/cancel`, {});
};

test('a reconnect starts at the connection’s bank, and a login there syncs it', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  const session = await reconnect(sandbox);
  assert.deepEqual([session['step'], session['institution']], ['sign-in', 'First Harbor Bank']);
  const metadata = session['metadata'] as Json;
  assert.deepEqual([metadata['profileId'], metadata['connectionId']], ['p_SandboxProfile01', plaidConnection]);
  assert.match(String((metadata['connectorSession'] as Json)['id']), /^csn_/);
  assert.equal((await enter(sandbox, session, 'wrong'))['refusal'], 'wrong-password');
  assert.equal(await statusOf(sandbox), 'ERROR_REPAIRABLE');
  const view = await enter(sandbox, session);
  assert.deepEqual([view['step'], view['result']], ['done', {connectionId: plaidConnection}]);
  assert.equal(await statusOf(sandbox), 'SYNCING');
  await advance(sandbox, 1);
  assert.equal(await statusOf(sandbox), 'SYNCED');
});

test('a connection with the outcome still-broken is broken after its sync', async t => {
  const sandbox = await sandboxFor(t);
  await changeConnection(sandbox, plaidConnection, {repairOutcome: 'still-broken'});
  assert.equal((await enter(sandbox, await reconnect(sandbox)))['step'], 'done');
  await advance(sandbox, 1);
  assert.equal(await statusOf(sandbox), 'ERROR_REPAIRABLE');
});

test('a variant sets the duration of a sync', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  await setVariants(sandbox, {quiltt: {syncSeconds: 100}});
  await enter(sandbox, await reconnect(sandbox));
  await advance(sandbox, 98);
  assert.equal(await statusOf(sandbox), 'SYNCING');
  await advance(sandbox, 2);
  assert.equal(await statusOf(sandbox), 'SYNCED');
});

test('a bank with its own window gets the answer there; an answer after the end is ignored', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  await changeConnection(sandbox, plaidConnection, {bank: 'oauth'});
  const bankAt = async (session: Json) => {
    const {id} = session['signIn'] as Json;
    return (await fetch(`${quilttOf(sandbox)}/sign-in/${String(id)}/window`)).url;
  };
  const left = await reconnect(sandbox);
  assert.equal((left['signIn'] as Json)['step'], 'oauth');
  const leftBank = await bankAt(left);
  await cancel(sandbox, left);
  await call('POST', leftBank, {answer: 'allowed'});
  assert.equal(await statusOf(sandbox), 'ERROR_REPAIRABLE');
  await call('POST', await bankAt(await reconnect(sandbox)), {answer: 'allowed'});
  assert.equal(await statusOf(sandbox), 'SYNCING');
});

test('without a valid token the Connector shows its login', async t => {
  const sandbox = await sandboxFor(t);
  for (const token of ['', 'dead']) {
    const {body} = await open(sandbox, {token, connectionId: plaidConnection});
    assert.deepEqual([body['step'], body['metadata']], ['login', undefined]);
  }
  const token = await tokenFor(sandbox);
  assert.equal((await open(sandbox, {token}, 'connectorproduction')).body['step'], 'login');
  await advance(sandbox, 86_401);
  assert.equal((await open(sandbox, {token})).body['step'], 'login');
  await setVariants(sandbox, {quiltt: {deadSessionToken: 'error'}});
  assert.equal((await open(sandbox, {token})).body['step'], 'error');
  assert.equal((await open(sandbox, {})).body['step'], 'login');
});

test('a token that is revoked during the sign-in ends in an error and repairs nothing', async t => {
  const sandbox = await sandboxFor(t);
  const token = await tokenFor(sandbox);
  const {body} = await open(sandbox, {token, connectionId: plaidConnection});
  await fetch(`${quilttOf(sandbox)}/v1/users/session`, {method: 'DELETE', headers: bearer(token)});
  assert.equal((await enter(sandbox, body))['step'], 'dead');
  assert.equal(await statusOf(sandbox), 'ERROR_REPAIRABLE');
});

test('an unknown connection, or one of another profile, is an error', async t => {
  const sandbox = await sandboxFor(t);
  for (const id of [productionConnection, 'conn_unknown']) {
    assert.equal((await reconnect(sandbox, id))['step'], 'error');
  }
});

test('without a connection the person selects a bank, and the first sync of the new connection is sent', async t => {
  const sandbox = await sandboxFor(t, standingClock);
  const {body} = await open(sandbox, {token: await tokenFor(sandbox)});
  assert.deepEqual([body['step'], (body['institutions'] as Json[]).length], ['institutions', 4]);
  const {id} = (body['metadata'] as Json)['connectorSession'] as Json;
  const path = `${quilttOf(sandbox)}/connector-session/${String(id)}/institution`;
  const picked = await call('POST', path, {institutionId: 'inst_Meridian'});
  const {connectionId} = (await enter(sandbox, picked.body))['result'] as {connectionId: string};
  assert.equal(await statusOf(sandbox, connectionId), 'INITIALIZING');
  await advance(sandbox, 1);
  const query = `{ connection(id: "${connectionId}") { status provider institution { name } } }`;
  assert.deepEqual((await data(sandbox, query))['connection'], {
    status: 'SYNCED',
    provider: 'MOCK',
    institution: {name: 'Meridian Trust'},
  });
  const {body: webhooks} = await call('GET', `${sandbox.url}/control/webhooks`);
  const events = (webhooks['deliveries'] as Json[]).map(({event}) => String(event)).reverse();
  assert.equal(events[0], 'connection.created');
  assert.match(events[1] ?? '', /^connection\.synced\.successful\.initial, /);
  assert.equal((await call('POST', path, {institutionId: 'constructor'})).status, 404);
});

test('a search returns matching banks, or all banks without a match', async t => {
  const sandbox = await sandboxFor(t);
  const token = await tokenFor(sandbox);
  const found = async (institution: string) =>
    ((await open(sandbox, {token, institution})).body['institutions'] as Json[]).map(({name}) => name);
  assert.deepEqual(await found('copper'), ['Copper Valley Credit Union']);
  assert.equal((await found('nothing like it')).length, 4);
});

test('the script is served to any page with its variants and origin; an unknown Connector is not found', async t => {
  const sandbox = await sandboxFor(t);
  await setVariants(sandbox, {quiltt: {openedEvent: false}});
  const response = await fetch(`${quilttOf(sandbox)}/v1/connector.js?agent=Quiltt/6.1.0`);
  assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
  const script = await response.text();
  assert.ok(script.includes(`'${quilttOf(sandbox)}'`));
  assert.ok(script.includes('"openedEvent":false'));
  assert.doesNotMatch(script, /\{\{(?:connector-origin|settings)\}\}/);
  const frame = await fetch(`${quilttOf(sandbox)}/connector/${connector}`);
  assert.equal(frame.status, 200);
  assert.match(frame.headers.get('Content-Security-Policy') ?? '', /frame-ancestors \*/);
  assert.equal((await fetch(`${quilttOf(sandbox)}/connector/unknown`)).status, 404);
});
