import assert from 'node:assert/strict';
import {test} from 'node:test';
import {meld} from '../../src/backend/index.js';
import {backendAt, own, post, recordingLogger, tokenRequest} from './support.js';
import {meldSecret, meldWebhook} from './webhook-support.js';

const SECRET_IN_PATH = '7f3a9c51e2d84b60';

/** Requests that are refused, with the status, and the route, the path and a part of the remedy in the log. */
const refusals: Record<string, [Request, number, {route?: string; path: string; remedy?: RegExp}]> = {
  'an unknown path': [
    new Request(`${own}/api/bank/tokens?key=${SECRET_IN_PATH}`),
    404,
    {path: '/api/bank/tokens', remedy: /\/token, \/complete, \/status/},
  ],
  'a path with something that may be a secret': [
    new Request(`${own}/hooks/${SECRET_IN_PATH}/other`),
    404,
    {path: '/hooks/…/other'},
  ],
  'a path with words that may be a secret': [
    new Request(`${own}/correct-horse-battery/aVeryLongSecretOfLetters/${'x'.repeat(190)}/token/7`),
    404,
    {path: '/…/…/…/token/…'},
  ],
  'a wrong method': [new Request(`${own}/api/bank/token`), 405, {route: 'token', path: '/api/bank/token'}],
  'a body that is too large': [
    post('complete', {result: 'x'.repeat(200_000)}),
    413,
    {route: 'complete', path: '/api/bank/complete'},
  ],
  'another content type': [
    post('token', {}, {'content-type': 'text/plain'}),
    415,
    {route: 'token', path: '/api/bank/token'},
  ],
  'an empty body': [post('token', ''), 400, {route: 'token', path: '/api/bank/token', remedy: /body parser/}],
  'another origin': [
    post('token', {}, {origin: 'https://evil.example'}),
    403,
    {route: 'token', path: '/api/bank/token', remedy: /allowedOrigins/},
  ],
  'the preflight request of another origin': [
    new Request(`${own}/api/bank/token`, {
      method: 'OPTIONS',
      headers: {origin: 'https://evil.example', 'access-control-request-method': 'POST'},
    }),
    403,
    {route: 'token', path: '/api/bank/token', remedy: /allowedOrigins/},
  ],
  'an unknown connection': [tokenRequest('none'), 404, {route: 'token', path: '/api/bank/token'}],
  'a webhook of a provider without webhooks': [
    new Request(`${own}/api/bank/webhooks/${SECRET_IN_PATH}`, {method: 'POST'}),
    404,
    {route: 'webhooks', path: '/api/bank/webhooks/…', remedy: /webhook option/},
  ],
  'a webhook with a wrong secret': [
    meldWebhook({secret: 'wrong'}),
    401,
    {route: 'webhooks', path: '/api/bank/webhooks/meld', remedy: /webhook\.secret of meld.*publicUrl/},
  ],
  'a webhook from the future': [
    meldWebhook({timestamp: new Date(Date.now() + 3_600_000).toISOString()}),
    401,
    {route: 'webhooks', path: '/api/bank/webhooks/meld', remedy: /clock/},
  ],
};

for (const [what, [request, status, {route, path, remedy}]] of Object.entries(refusals)) {
  test(`the refusal of ${what} is logged once, with the path and the reason`, async () => {
    const logger = recordingLogger();
    const webhook = {secret: meldSecret};
    const providers = [meld({apiKey: 'key_1', environment: 'sandbox', webhook})];
    const response = await backendAt('https://vendor.example', {logger, providers}).fetch(request);
    assert.equal(response.status, status);
    assert.equal(logger.lines.length, 1, JSON.stringify(logger.lines));
    const {level, fields} = logger.lines[0]!;
    assert.equal(level, 'warn');
    assert.equal(fields['httpStatus'], status);
    assert.equal(fields['route'], route);
    assert.equal(fields['path'], path);
    assert.equal(typeof fields['note'], 'string');
    if (remedy) assert.match(String(fields['remedy']), remedy);
    assert.ok(!JSON.stringify(logger.lines).includes(SECRET_IN_PATH));
  });
}
