import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {receiverFor} from '../../sandbox/receiver.js';
import {call, sandboxFor, type Answer, type Json} from '../../sandbox/support.js';
import {bearer, changeConnection, plaidConnection, productionConnection, quilttOf} from './sandbox-support.js';

const subscriptions = (
  sandbox: Sandbox,
  method: string,
  path = '',
  body?: Json,
  secret = 'sandbox_api_secret',
): Promise<Answer> => call(method, `${quilttOf(sandbox)}/v1/webhooks/subscriptions${path}`, body, bearer(secret));

test('a subscription is created, read, listed, changed and deleted', async t => {
  const sandbox = await sandboxFor(t);
  const given = {name: 'Errors', targetUrl: 'http://127.0.0.1:9/hook', eventTypes: ['connection.synced.errored']};
  const made = await subscriptions(sandbox, 'POST', '', given);
  assert.equal(made.status, 201);
  const {id, ...rest} = made.body;
  assert.deepEqual(rest, {...given, disabled: false});
  const path = `/${String(id)}`;
  assert.deepEqual((await subscriptions(sandbox, 'GET', path)).body, made.body);
  assert.deepEqual((await subscriptions(sandbox, 'GET')).body, [made.body]);
  const changed = await subscriptions(sandbox, 'PATCH', path, {disabled: true});
  assert.deepEqual(changed.body, {...made.body, disabled: true});
  const removal = await fetch(`${quilttOf(sandbox)}/v1/webhooks/subscriptions${path}`, {
    method: 'DELETE',
    headers: bearer('sandbox_api_secret'),
  });
  assert.equal(removal.status, 204);
  assert.equal((await subscriptions(sandbox, 'GET', path)).status, 404);
});

test('a subscription belongs to an environment, requires the secret, and is validated by attribute', async t => {
  const sandbox = await sandboxFor(t);
  const given = {name: 'All', targetUrl: 'http://127.0.0.1:9/hook', eventTypes: ['connection']};
  const {id} = (await subscriptions(sandbox, 'POST', '', given)).body;
  assert.equal((await subscriptions(sandbox, 'GET', '', undefined, 'wrong')).status, 401);
  assert.deepEqual((await subscriptions(sandbox, 'GET', '', undefined, 'production_api_secret')).body, []);
  const path = `/${String(id)}`;
  assert.equal((await subscriptions(sandbox, 'PATCH', path, {}, 'production_api_secret')).status, 404);
  for (const [change, attribute] of [
    [{targetUrl: 'ftp://127.0.0.1'}, 'targetUrl'],
    [{eventTypes: []}, 'eventTypes'],
    [{disabled: 'no'}, 'disabled'],
    [{name: 1}, 'name'],
  ] as const) {
    const {status, body} = await subscriptions(sandbox, 'PATCH', path, change);
    assert.deepEqual([status, Object.keys(body)], [422, [attribute]]);
  }
  assert.equal((await subscriptions(sandbox, 'POST', '', {})).status, 422);
});

test('each subscription gets the events of its types and environment, beside the sandbox’s webhook URL', async t => {
  const [errors, all] = [await receiverFor(t), await receiverFor(t)];
  const sandbox = await sandboxFor(t);
  const subscribe = (targetUrl: string, eventTypes: string[], more: Json = {}, secret?: string) =>
    subscriptions(sandbox, 'POST', '', {name: 'Host', targetUrl, eventTypes, ...more}, secret);
  await subscribe(errors.url, ['connection.synced.errored', 'connection.synced.errored.service']);
  await subscribe(errors.url, ['balance'], {disabled: true});
  await subscribe(all.url, ['connection'], {}, 'production_api_secret');
  await changeConnection(sandbox, plaidConnection, {status: 'SYNCED'});
  await changeConnection(sandbox, plaidConnection, {status: 'ERROR_SERVICE'});
  await changeConnection(sandbox, productionConnection, {status: 'SYNCED'});
  const typesOf = async (receiver: typeof all) => (await receiver.first(1)).map(({json}) => json['eventTypes']);
  assert.deepEqual(await typesOf(all), [['connection.synced.successful']]);
  assert.deepEqual(await typesOf(errors), [['connection.synced.errored.service']]);
  assert.deepEqual([errors.received.length, all.received.length], [1, 1]);
});
