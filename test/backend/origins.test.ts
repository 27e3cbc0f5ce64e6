import assert from 'node:assert/strict';
import {test} from 'node:test';
import {backendAt, json, own, post} from './support.js';

const listed = 'https://app.example';
const backend = backendAt('https://vendor.example', {allowedOrigins: [listed]});
const body = {connectionId: 'none', repairId: 'r', result: {}};

/** Creates a POST with these headers and no `Origin` of its own. */
function postFrom(headers: Record<string, string>, path = 'token'): Request {
  return new Request(`${own}/api/bank/${path}`, {
    method: 'POST',
    headers: {'content-type': 'application/json', ...headers},
    body: JSON.stringify(body),
  });
}

test('the own origin and listed origins are accepted', async () => {
  for (const headers of [
    {origin: own},
    {origin: listed},
    {'sec-fetch-site': 'same-origin'},
    {'sec-fetch-site': 'none'},
    {},
  ]) {
    const response = await backend.fetch(postFrom(headers));
    assert.equal(response.status, 404, JSON.stringify(headers));
  }
});

test('a foreign origin is refused on every route, without a call of findConnection', async () => {
  let calls = 0;
  const counting = backendAt('https://vendor.example', {
    allowedOrigins: [listed],
    findConnection: () => {
      calls += 1;
      return null;
    },
  });
  const foreign = [
    'https://evil.example',
    'null',
    'http://bank.example',
    'https://bank.example:8443',
    'https://bank.example.evil.example',
    'https://sub.bank.example',
    `${listed}.evil.example`,
    '',
  ];
  for (const origin of foreign) {
    for (const request of [
      post('token', body, {origin}),
      post('complete', body, {origin}),
      new Request(`${own}/api/bank/status?connectionId=a&repairId=b`, {headers: {origin}}),
    ]) {
      const response = await counting.fetch(request);
      assert.equal(response.status, 403, origin);
      assert.equal((await json(response))['code'], 'unauthorized');
      assert.equal(response.headers.get('access-control-allow-origin'), null);
      assert.equal(response.headers.get('cache-control'), 'no-store');
    }
  }
  assert.equal(calls, 0);
});

test('a cross-origin request without Origin is refused by Sec-Fetch-Site', async () => {
  for (const site of ['cross-site', 'same-site', 'unknown', '']) {
    const response = await backend.fetch(postFrom({'sec-fetch-site': site}));
    assert.equal(response.status, 403, site);
  }
});

test('another Origin is accepted only with Sec-Fetch-Site: same-origin, as behind a proxy', async () => {
  // The page's origin is https; the request that reached the backend is not.
  const origin = 'https://bank.public.example';
  assert.equal((await backend.fetch(postFrom({origin, 'sec-fetch-site': 'same-origin'}))).status, 404);
  for (const site of ['same-site', 'cross-site', 'none', 'Same-Origin', 'same-origin, same-origin', '']) {
    assert.equal((await backend.fetch(postFrom({origin, 'sec-fetch-site': site}))).status, 403, site);
  }
  assert.equal((await backend.fetch(postFrom({origin}))).status, 403, 'without Sec-Fetch-Site');
});

test('a listed origin can read every answer, also an error', async () => {
  const requests = [
    post('token', body, {origin: listed}),
    post('token', '{', {origin: listed}),
    post('nothing', body, {origin: listed}),
    new Request(`${own}/api/bank/token`, {headers: {origin: listed}}),
  ];
  for (const request of requests) {
    const {headers} = await backend.fetch(request);
    assert.equal(headers.get('access-control-allow-origin'), listed);
    assert.equal(headers.get('access-control-allow-credentials'), 'true');
    assert.match(headers.get('access-control-expose-headers') ?? '', /retry-after/i);
    assert.match(headers.get('vary') ?? '', /\bOrigin\b/);
  }
});

test('the answer to the own origin has no CORS origin, but Vary: Origin', async () => {
  const {headers} = await backend.fetch(post('token', body));
  assert.equal(headers.get('access-control-allow-origin'), null);
  assert.match(headers.get('vary') ?? '', /\bOrigin\b/);
});

function preflight(origin: string): Request {
  return new Request(`${own}/api/bank/token`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-csrf-token',
    },
  });
}

test('a listed origin passes the preflight with its requested headers', async () => {
  const response = await backend.fetch(preflight(listed));
  assert.equal(response.status, 204);
  assert.equal(response.headers.get('access-control-allow-origin'), listed);
  assert.equal(response.headers.get('access-control-allow-credentials'), 'true');
  assert.equal(response.headers.get('access-control-allow-headers'), 'authorization,content-type,x-csrf-token');
  assert.match(response.headers.get('access-control-allow-methods') ?? '', /POST/);
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('another origin does not pass the preflight', async () => {
  const response = await backend.fetch(preflight('https://evil.example'));
  assert.equal(response.status, 403);
  assert.equal(response.headers.get('access-control-allow-origin'), null);
});
