import assert from 'node:assert/strict';
import {request} from 'node:http';
import type {IncomingMessage, RequestOptions} from 'node:http';
import {test} from 'node:test';
import {toNodeListener} from '../../src/backend/node.js';
import {backendAt, json, listen, recordingLogger, startVendor} from './support.js';

const item = {item: {error: null}, link_token: 'link-sandbox-1', expiration: null};
const ids = {connectionId: 'conn_plaid', repairId: 'repair_1'};

/** Sends a request with `node:http`, because `fetch` cannot set `Origin` or `Host`. */
async function send(url: string, options: RequestOptions, body?: string): Promise<IncomingMessage> {
  return await new Promise((resolve, reject) => {
    const outgoing = request(url, options, response => {
      response.resume();
      resolve(response);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

test('a server of node:http answers all three routes', async t => {
  const vendor = await startVendor(t, () => ({body: item}));
  const url = await listen(t, toNodeListener(backendAt(vendor.url)));
  const post = (path: string, body: object) =>
    fetch(`${url}/api/bank/${path}`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(body),
    });
  const token = await post('token', ids);
  assert.equal(token.status, 200);
  assert.equal(token.headers.get('cache-control'), 'no-store');
  assert.equal((await json(token))['linkToken'], 'link-sandbox-1');
  const completion = await json(await post('complete', {...ids, result: {}}));
  assert.equal(completion['outcome'], 'successful');
  const status = await fetch(`${url}/api/bank/status?${new URLSearchParams(ids).toString()}`);
  assert.equal((await json(status))['status'], 'HEALTHY');
});

test('the origin of the Host header is accepted, and another origin refused', async t => {
  const vendor = await startVendor(t, () => ({body: item}));
  const url = await listen(t, toNodeListener(backendAt(vendor.url, {allowedOrigins: ['https://app.example']})));
  const statusFrom = async (origin: string) => {
    const headers = {'content-type': 'application/json', origin};
    return (await send(`${url}/api/bank/token`, {method: 'POST', headers}, JSON.stringify(ids))).statusCode;
  };
  assert.equal(await statusFrom(url), 200);
  assert.equal(await statusFrom('https://app.example'), 200);
  assert.equal(await statusFrom('https://evil.example'), 403);
  assert.equal(await statusFrom('null'), 403);
});

test('the body limit applies to bodies with a length and to chunked bodies', async t => {
  const url = await listen(t, toNodeListener(backendAt('https://vendor.example')));
  const body = JSON.stringify({...ids, result: 'x'.repeat(200 * 1024)});
  const headers = {'content-type': 'application/json'};
  const withLength = await send(
    `${url}/api/bank/complete`,
    {method: 'POST', headers: {...headers, 'content-length': Buffer.byteLength(body)}},
    body,
  );
  assert.equal(withLength.statusCode, 413);
  const chunked = await send(
    `${url}/api/bank/complete`,
    {method: 'POST', headers: {...headers, 'transfer-encoding': 'chunked'}},
    body,
  );
  assert.equal(chunked.statusCode, 413);
});

test('an aborted request aborts the call to the vendor', async t => {
  const page = new AbortController();
  let end: () => void = () => undefined;
  const ended = new Promise<void>(resolve => (end = resolve));
  const silent = await listen(t, request => {
    request.on('close', end);
    page.abort();
  });
  const logger = recordingLogger();
  const url = await listen(t, toNodeListener(backendAt(silent, {logger})));
  const token = {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(ids)};
  await assert.rejects(fetch(`${url}/api/bank/token`, {...token, signal: page.signal}), {name: 'AbortError'});
  await ended;
  assert.deepEqual(
    logger.lines.filter(({level}) => level === 'error'),
    [],
  );
});

test('the host’s global classes are not replaced', async t => {
  const before = [globalThis.Request, globalThis.Response];
  await listen(t, toNodeListener(backendAt('https://vendor.example')));
  assert.deepEqual([globalThis.Request, globalThis.Response], before);
});
