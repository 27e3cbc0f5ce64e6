import assert from 'node:assert/strict';
import {test} from 'node:test';
import {backendAt, json, own, post} from './support.js';

const listed = 'https://app.example';
const backend = backendAt('https://vendor.example', {allowedOrigins: [listed]});
const body = {connectionId: 'none', repairId: 'r', result: {}};

/** A POST with these headers in place of the usual ones. */
function postFrom(headers: Record<string, string>, path = 'token'): Request {
  return new Request(`${own}/api/bank/${path}`, {
    method: 'POST',
    headers: {'content-type': 'application/json', ...headers},
    body: JSON.stringify(body),
  });
}

test('the own and listed origins are let through', async () => {
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

test('a foreign origin is refused on every route, before the host is asked', async () => {
  let asked = 0;
  const counting = backendAt('https://vendor.example', {
    allowedOrigins: [listed],
    findConnection: () => {
      asked += 1;
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
  assert.equal(asked, 0);
});

test('a request of another origin that hides which is refused', async () => {
  for (const site of ['cross-site', 'same-site', 'unknown', '']) {
    const response = await backend.fetch(postFrom({'sec-fetch-site': site}));
    assert.equal(response.status, 403, site);
  }
});

test('behind a proxy the browser’s word that page and backend are of one origin counts, and no other word does', async () => {
  // The page's origin is https; the request that reached the backend is not.
  const origin = 'https://bank.public.example';
  assert.equal((await backend.fetch(postFrom({origin, 'sec-fetch-site': 'same-origin'}))).status, 404);
  for (const site of ['same-site', 'cross-site', 'none', 'Same-Origin', 'same-origin, same-origin', '']) {
    assert.equal((await backend.fetch(postFrom({origin, 'sec-fetch-site': site}))).status, 403, site);
  }
  assert.equal((await backend.fetch(postFrom({origin}))).status, 403, 'a browser that does not say it');
});

test('a listed origin may read every answer, also a failure', async () => {
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

test('the answer to the own origin names no origin and still varies', async () => {
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

test('a listed origin passes the preflight with the headers it asks for', async () => {
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
  assert.equal(response.headers.get('access-control-allow-origin'), null);
});
