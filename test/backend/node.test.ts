import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {request} from 'node:http';
import type {IncomingMessage, RequestOptions} from 'node:http';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {meld} from '../../src/backend/index.js';
import {toNodeListener} from '../../src/backend/node.js';
import {backendAt, json, listen, plaidAt, recordingLogger, startVendor} from './support.js';

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

/** Sends a token request to a server that has changed its request before the listener gets it. */
async function sendChanged(
  t: TestContext,
  change: (incoming: IncomingMessage, body: Buffer) => object,
  path = '/token',
) {
  const vendor = await startVendor(t, () => ({body: item}));
  const logger = recordingLogger();
  const listener = toNodeListener(backendAt(vendor.url, {logger, providers: [plaidAt(vendor.url), signedMeld]}));
  const url = await listen(t, (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => listener(Object.assign(incoming, change(incoming, Buffer.concat(chunks))), response));
  });
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(ids),
  });
  return {status: response.status, answer: await json(response), lines: logger.lines};
}

const signedMeld = meld({apiKey: 'key_1', environment: 'sandbox', webhook: {secret: 'secret_1'}});

const parsers: Record<string, (incoming: IncomingMessage, body: Buffer) => object> = {
  'an object in body': (_, body) => ({body: JSON.parse(String(body)) as unknown}),
  'a text in body': (_, body) => ({body: String(body)}),
  'bytes in body': (_, body) => ({body}),
  'bytes in rawBody': (_, rawBody) => ({rawBody, body: {}}),
};

for (const [what, parse] of Object.entries(parsers)) {
  test(`a body that a parser has read is taken from ${what}`, async t => {
    const {status, answer} = await sendChanged(t, parse);
    assert.equal(status, 200);
    assert.equal(answer['linkToken'], 'link-sandbox-1');
  });
}

test('a body that a parser has read and dropped is refused, and the log says what to do', async t => {
  const {status, answer, lines} = await sendChanged(t, () => ({}));
  assert.equal(status, 400);
  assert.equal(answer['detail'], 'The body is empty.');
  assert.equal(lines.length, 1);
  assert.match(String(lines[0]!.fields['remedy']), /request\.body/);
  assert.deepEqual([lines[0]!.fields['route'], lines[0]!.fields['path']], ['token', '/token']);
});

test('a webhook whose bytes are lost is refused with 500, and the log says what to do', async t => {
  const {status, answer, lines} = await sendChanged(t, parsers['an object in body']!, '/webhooks/meld');
  assert.equal(status, 500);
  assert.match(String(answer['detail']), /exact bytes/);
  assert.equal(lines.length, 1);
  assert.match(String(lines[0]!.fields['remedy']), /rawBody/);
});

test('a framework may remove the mount path: the webhook’s URL has it, and the host stays the request’s own', async t => {
  const secret = 'secret_1';
  const listener = toNodeListener(
    backendAt('https://vendor.example', {providers: [meld({apiKey: 'k', environment: 'sandbox', webhook: {secret}})]}),
  );
  const url = await listen(t, (incoming, response) => {
    const path = incoming.url!;
    listener(Object.assign(incoming, {originalUrl: path, url: path.slice(path.lastIndexOf('/webhooks'))}), response);
  });
  for (const path of ['/mount/webhooks/meld', '//evil.example/webhooks/meld', '/webhooks/meld?a=b']) {
    const timestamp = new Date().toISOString();
    const body = '{"eventType":"OTHER"}';
    const signature = createHmac('sha256', secret).update(`${timestamp}.${url}${path}.${body}`).digest('base64');
    const headers = {'meld-signature': signature, 'meld-signature-timestamp': timestamp};
    const response = await send(url, {method: 'POST', path, headers}, body);
    assert.equal(response.statusCode, 200, path);
  }
});
