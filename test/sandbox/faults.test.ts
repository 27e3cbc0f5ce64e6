import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Sandbox} from '../../src/sandbox/index.js';
import {basics, keys, plaidOf} from './plaid.js';
import {call, sandboxFor, type Answer, type Json} from './support.js';

const setFaults = (sandbox: Sandbox, body: unknown): Promise<Answer> =>
  call('PUT', `${sandbox.url}/control/faults`, body);

const meldConnection = (sandbox: Sandbox): Promise<Response> =>
  fetch(`${sandbox.origins['meld']}/bank-linking/connections/connMeridianTrust1`, {
    headers: {Authorization: 'BASIC sandbox_api_key'},
  });

test('a vendor’s API fails the given number of times, with Retry-After, and then works again', async t => {
  const sandbox = await sandboxFor(t);
  const {body} = await setFaults(sandbox, {meld: {status: 429, retryAfter: 7, times: 2}});
  assert.deepEqual([body['meld'], body['plaid']], [{status: 429, retryAfter: 7, times: 2}, null]);
  for (const left of [{status: 429, retryAfter: 7, times: 1}, null]) {
    const response = await meldConnection(sandbox);
    assert.deepEqual([response.status, response.headers.get('Retry-After')], [429, '7']);
    assert.equal(((await response.json()) as Json)['code'], 'TOO_MANY_REQUESTS');
    assert.deepEqual((await call('GET', `${sandbox.url}/control/faults`)).body['meld'], left);
  }
  assert.equal((await meldConnection(sandbox)).status, 200);
});

test('without a number of times it fails until the fault is removed or the sandbox is reset', async t => {
  const sandbox = await sandboxFor(t);
  for (const end of [() => setFaults(sandbox, {meld: null}), () => call('POST', `${sandbox.url}/control/reset`)]) {
    await setFaults(sandbox, {meld: {status: 503}});
    for (let count = 0; count < 3; count += 1) {
      const response = await meldConnection(sandbox);
      assert.deepEqual([response.status, response.headers.get('Retry-After')], [503, null]);
    }
    await end();
    assert.equal((await meldConnection(sandbox)).status, 200);
  }
});

test('errors have the vendor’s format', async t => {
  const sandbox = await sandboxFor(t);
  const ask = () => call('POST', `${plaidOf(sandbox)}/link/token/create`, basics, keys());
  await setFaults(sandbox, {plaid: {status: 429}});
  const limited = await ask();
  assert.deepEqual(
    [limited.status, limited.body['error_type'], limited.body['error_code']],
    [429, 'RATE_LIMIT_EXCEEDED', 'RATE_LIMIT'],
  );
  await setFaults(sandbox, {plaid: {status: 500}});
  const failed = await ask();
  assert.deepEqual([failed.status, failed.body['error_code']], [500, 'INTERNAL_SERVER_ERROR']);
});

test('widget pages and other vendors still work', async t => {
  const sandbox = await sandboxFor(t);
  await setFaults(sandbox, {plaid: {status: 500}, meld: {status: 500, times: 1}});
  for (const url of [
    `${plaidOf(sandbox)}/link/v2/stable/link-initialize.js`,
    `${plaidOf(sandbox)}/link/v2/stable/link.html`,
    `${plaidOf(sandbox)}/assets/base.css`,
    `${sandbox.origins['meld']}/?connectToken=x`,
  ]) {
    assert.equal((await fetch(url)).status, 200, url);
  }
  assert.equal((await meldConnection(sandbox)).status, 500);
});

test('unknown vendors, fields and values are refused and change nothing', async t => {
  const sandbox = await sandboxFor(t);
  for (const body of [
    {unknown: {status: 500}},
    {meld: 500},
    {meld: {}},
    {meld: {status: 404}},
    {meld: {status: 500, times: 0}},
    {meld: {status: 500, retryAfter: -1}},
    {meld: {status: 500, retryAfter: 'soon'}},
    {meld: {status: 500, always: true}},
    {plaid: {status: 500}, meld: {status: 1}},
  ]) {
    const {status, body: answer} = await setFaults(sandbox, body);
    assert.deepEqual([status, typeof answer['error']], [400, 'string'], JSON.stringify(body));
  }
  const {body} = await call('GET', `${sandbox.url}/control/faults`);
  assert.deepEqual(new Set(Object.values(body)), new Set([null]));
});
