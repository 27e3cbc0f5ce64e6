import assert from 'node:assert/strict';
import {test} from 'node:test';
import {backendAt, json, own, post, statusRequest, tokenRequest} from './support.js';

/** No vendor is called in these tests. */
const backend = backendAt('https://vendor.example');

/** Asserts a problem about the request, and returns its detail. */
async function refusal(request: Request, status: number): Promise<string> {
  const response = await backend.fetch(request);
  assert.equal(response.status, status);
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  const problem = await json(response);
  assert.equal(problem['code'], 'invalid-configuration');
  assert.equal(problem['status'], status);
  assert.equal(problem['type'], 'urn:bank-reconnect:problem:invalid-configuration');
  assert.equal(typeof problem['title'], 'string');
  assert.equal(typeof problem['detail'], 'string');
  return problem['detail'] as string;
}

test('a POST without the content type application/json is refused', async () => {
  const body = '{"connectionId":"conn_plaid","repairId":"r"}';
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'multipart/form-data']) {
    assert.match(await refusal(post('token', body, {'content-type': type}), 415), /application\/json/);
    assert.match(await refusal(post('complete', body, {'content-type': type}), 415), /application\/json/);
  }
  const without = new Request(`${own}/api/bank/token`, {
    method: 'POST',
    headers: {origin: own},
    body: new Uint8Array(2),
  });
  assert.match(await refusal(without, 415), /application\/json/);
  const accepted = await backend.fetch(
    post('token', '{"connectionId":"none","repairId":"r"}', {'content-type': 'Application/JSON; charset=utf-8'}),
  );
  assert.equal(accepted.status, 404);
});

test('a body that is not a JSON object is refused', async () => {
  for (const body of ['{', 'null', '[]', '"text"', '7']) {
    assert.match(await refusal(post('token', body), 400), /not (a )?JSON/, body);
    assert.match(await refusal(post('complete', body), 400), /not (a )?JSON/, body);
  }
});

test('an empty body is refused, and one that was read before', async () => {
  assert.match(await refusal(post('token', ''), 400), /empty/);
  const used = tokenRequest('conn_plaid');
  await used.text();
  assert.match(await refusal(used, 500), /read before/);
});

test('a missing or invalid id is refused, and the detail names it', async () => {
  const good = {connectionId: 'conn_plaid', repairId: 'r', result: {}};
  const bad: [unknown, RegExp][] = [
    [undefined, /missing/],
    [null, /missing/],
    ['', /missing/],
    [7, /not a string/],
    [{}, /not a string/],
    ['x'.repeat(257), /longer than 256/],
    ['line\nbreak', /control character/],
  ];
  for (const field of ['connectionId', 'repairId']) {
    for (const [value, message] of bad) {
      for (const route of ['token', 'complete']) {
        const detail = await refusal(post(route, {...good, [field]: value}), 400);
        assert.match(detail, message);
        assert.ok(detail.includes(`"${field}"`), detail);
      }
    }
  }
});

test('a hint that is not a string or is too long is refused, and null is ignored', async () => {
  const ids = {connectionId: 'none', repairId: 'r'};
  for (const field of ['provider', 'display', 'statusReason', 'returnUrl', 'locale']) {
    assert.match(await refusal(post('token', {...ids, [field]: 7}), 400), new RegExp(`"${field}" is not a string`));
    assert.match(await refusal(post('token', {...ids, [field]: 'x'.repeat(2049)}), 400), new RegExp(`"${field}"`));
    const accepted = await backend.fetch(post('token', {...ids, [field]: null}));
    assert.equal(accepted.status, 404, field);
  }
});

test('a completion without a result is refused', async () => {
  assert.match(await refusal(post('complete', {connectionId: 'a', repairId: 'r'}), 400), /"result" is missing/);
});

test('a status query without an id is refused, and the detail names it', async () => {
  const get = (query: string) => new Request(`${own}/api/bank/status${query}`);
  assert.match(await refusal(get(''), 400), /"connectionId" is missing/);
  assert.match(await refusal(get('?connectionId=a'), 400), /"repairId" is missing/);
  assert.match(await refusal(get('?connectionId=&repairId=b'), 400), /"connectionId" is missing/);
});

test('a body over the limit is refused, with and without Content-Length', async () => {
  const body = JSON.stringify({connectionId: 'a', repairId: 'b', result: 'x'.repeat(128 * 1024)});
  assert.match(await refusal(post('complete', body), 413), /too large/);
  assert.match(await refusal(post('complete', body, {'content-length': String(body.length)}), 413), /too large/);
  const within = JSON.stringify({connectionId: 'none', repairId: 'b', result: 'x'.repeat(100 * 1024)});
  assert.equal((await backend.fetch(post('complete', within))).status, 404);
});

test('a wrong method is a 405 with Allow, an unknown path a 404', async () => {
  for (const [path, method, allow] of [
    ['token', 'GET', 'POST'],
    ['token', 'PUT', 'POST'],
    ['complete', 'DELETE', 'POST'],
    ['status', 'POST', 'GET, HEAD'],
    ['webhooks/plaid', 'GET', 'POST'],
  ] as const) {
    const request = () => new Request(`${own}/api/bank/${path}`, {method});
    await refusal(request(), 405);
    assert.equal((await backend.fetch(request())).headers.get('allow'), allow);
  }
  for (const path of ['', '/api/bank', '/api/bank/tokens', '/api/bank/token/x', '/api/bank/webhooks', '/token//']) {
    assert.match(await refusal(new Request(own + path), 404), /is not that of a route/, path);
  }
});

test('an unknown connection is a 404 with connection-not-found on every route', async () => {
  for (const request of [
    tokenRequest('none'),
    statusRequest('none'),
    post('complete', {connectionId: 'none', repairId: 'r', result: {}}),
  ]) {
    const response = await backend.fetch(request);
    assert.equal(response.status, 404);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    assert.deepEqual(await json(response), {
      type: 'urn:bank-reconnect:problem:connection-not-found',
      title: 'There is no such connection.',
      status: 404,
      code: 'connection-not-found',
    });
  }
});
