import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createRepairBackend, meld, plaid} from '../../src/backend/index.js';
import type {MeldConnection, PlaidConnection} from '../../src/backend/index.js';
import {completeRequest, listen, recordingLogger, startVendor, statusRequest, tokenRequest} from './support.js';
import type {VendorReply} from './support.js';

/** Secrets that can be recognised, in the vendors' formats if there are any. */
const secrets = {
  clientId: 'planted-client-id',
  secret: 'planted-secret',
  apiKey: 'planted-api-key',
  accessToken: 'access-sandbox-planted',
  linkToken: 'link-sandbox-planted',
  publicToken: 'public-sandbox-planted',
  connectToken: 'planted.connect.token',
};

/** A body of a vendor with all secrets in every text. */
const everything = Object.values(secrets).join(' ');
const leaking = {
  error_type: everything,
  error_code: secrets.accessToken,
  error_code_reason: secrets.secret,
  error_message: everything,
  display_message: everything,
  code: secrets.apiKey,
  message: everything,
  request_id: secrets.accessToken,
  requestId: secrets.connectToken,
};

const failures: VendorReply[] = [
  ...[400, 401, 403, 404, 409, 429, 500].flatMap(status => [
    {status, body: leaking, headers: {'x-request-id': everything, 'retry-after': everything}},
    {status, body: everything},
  ]),
  ...['ITEM_NOT_FOUND', 'INVALID_API_KEYS', 'INVALID_FIELD', 'RATE_LIMIT'].map(error_code => ({
    status: 400,
    body: {...leaking, error_code},
  })),
  {status: 200, body: everything},
  {status: 200, body: {...leaking, widgetUrl: 7, link_token: [secrets.linkToken], item: everything}},
  {status: 302, headers: {location: `https://elsewhere.example/${encodeURIComponent(everything)}`}},
];

/** The status line, the headers and the body of a response. */
async function textOf(response: Response): Promise<string> {
  return [response.statusText, ...[...response.headers].flat(), await response.text()].join('\n');
}

function assertNoSecret(text: string, allowed: readonly string[] = []): void {
  for (const [name, value] of Object.entries(secrets)) {
    if (!allowed.includes(value)) assert.ok(!text.includes(value), `${name} is in: ${text}`);
  }
}

const connections: Record<string, PlaidConnection | MeldConnection> = {
  conn_plaid: {provider: 'plaid', accessToken: secrets.accessToken, itemId: 'item_7', clientUserId: 'user_1'},
  conn_meld: {provider: 'meld', connectionId: 'meld_9'},
};

function plant(baseUrl: string, options: {onComplete?: () => void; timeout?: number} = {}) {
  const {onComplete = () => undefined, timeout = 10_000} = options;
  const logger = recordingLogger();
  const backend = createRepairBackend({
    providers: [
      plaid({
        clientId: secrets.clientId,
        secret: secrets.secret,
        environment: 'sandbox',
        clientName: 'Ledger',
        baseUrl,
        timeout,
      }),
      meld({apiKey: secrets.apiKey, environment: 'sandbox', baseUrl, timeout}),
    ],
    findConnection: (_, connectionId) => connections[connectionId] ?? null,
    logger,
    onComplete,
  });
  return {backend, logged: () => JSON.stringify(logger.lines), lines: logger.lines};
}

const result = {
  publicToken: secrets.publicToken,
  connectToken: secrets.connectToken,
  metadata: {link_session_id: secrets.publicToken, accounts: []},
};
const requests = () =>
  Object.keys(connections).flatMap(id => [tokenRequest(id), completeRequest(id, result), statusRequest(id)]);

test('an error of a vendor leaks no secret into the log, the problem or a header', async t => {
  const vendor = await startVendor(t, () => ({}));
  const {backend, logged, lines} = plant(vendor.url);
  for (const failure of failures) {
    vendor.reply = () => failure;
    for (const request of requests()) {
      const response = await backend.fetch(request);
      assert.ok(response.status >= 400, JSON.stringify(failure));
      assertNoSecret(await textOf(response));
    }
  }
  // The vendor has received the credentials, so that they could have leaked.
  const seen = JSON.stringify(vendor.seen);
  for (const sent of [secrets.clientId, secrets.secret, secrets.apiKey, secrets.accessToken])
    assert.ok(seen.includes(sent));
  assert.ok(lines.length > failures.length * 6);
  assertNoSecret(logged());
});

test('a network error leaks no secret', async t => {
  const silent = await listen(t, () => undefined);
  const broken = await listen(t, request => request.socket.destroy());
  for (const url of [silent, broken]) {
    const {backend, logged, lines} = plant(url, {timeout: 200});
    for (const request of requests()) assertNoSecret(await textOf(await backend.fetch(request)));
    assert.ok(lines.length >= 6);
    assertNoSecret(logged());
  }
});

test('a success returns no secret but the token of the widget, and logs none', async t => {
  const vendor = await startVendor(t, ({path}) => ({
    body: {
      ...leaking,
      link_token: secrets.linkToken,
      connectToken: secrets.connectToken,
      widgetUrl: 'https://widget.example',
      item: {error: null, access_token: secrets.accessToken},
      status: 'ACTIVE',
      path,
    },
  }));
  const {backend, logged} = plant(vendor.url);
  for (const request of requests()) {
    const isToken = request.url.endsWith('/token');
    const response = await backend.fetch(request);
    assert.equal(response.status, 200);
    assertNoSecret(await textOf(response), isToken ? [secrets.linkToken, secrets.connectToken] : []);
  }
  assertNoSecret(logged());
});

test('an error of a host function with a secret in its message leaks no secret', async t => {
  const vendor = await startVendor(t, () => ({body: {item: {error: null}, status: 'ACTIVE'}}));
  const {backend, logged, lines} = plant(vendor.url, {
    onComplete() {
      throw new TypeError(`${everything}\n    at ${everything}`, {cause: {code: everything}});
    },
  });
  for (const id of Object.keys(connections)) {
    const response = await backend.fetch(completeRequest(id, result));
    assert.equal(response.status, 500);
    assertNoSecret(await textOf(response));
  }
  assert.ok(lines.some(({message}) => message === 'onComplete failed.'));
  assertNoSecret(logged());
});

test('an error of an option with a secret in its message leaks no secret', async () => {
  const logger = recordingLogger();
  const backend = createRepairBackend({
    providers: [
      meld({
        apiKey: () => Promise.reject(new Error(everything)),
        environment: 'sandbox',
      }),
    ],
    findConnection: () => ({provider: 'meld' as const, connectionId: 'meld_9'}),
    logger,
  });
  const response = await backend.fetch(tokenRequest('conn_meld'));
  assert.equal(response.status, 500);
  assertNoSecret(await textOf(response));
  assertNoSecret(JSON.stringify(logger.lines));
});
