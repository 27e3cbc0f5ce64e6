import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CompletedRepair, PlaidConnection} from '../../src/backend/index.js';
import {createRepairBackend, plaid} from '../../src/backend/index.js';
import {
  backendAt,
  completeRequest,
  json,
  meldConnection,
  plaidAt,
  plaidConnection,
  recordingLogger,
  startVendor,
  statusRequest,
  tokenRequest,
} from './support.js';

const item = {item_id: 'item_7', institution_id: 'ins_1', institution_name: 'First Harbor Bank', error: null};
const healthy = {item, request_id: 'req_1'};
const routes = () => [tokenRequest('conn_plaid'), completeRequest('conn_plaid'), statusRequest('conn_plaid')];

test('findConnection is called on every route, with the request and the id', async () => {
  const calls: string[] = [];
  const backend = backendAt('https://vendor.example', {
    findConnection: (request, connectionId) => {
      calls.push(`${new URL(request.url).pathname} ${connectionId}`);
      return null;
    },
  });
  for (const request of routes()) assert.equal((await backend.fetch(request)).status, 404);
  assert.deepEqual(calls, [
    '/api/bank/token conn_plaid',
    '/api/bank/complete conn_plaid',
    '/api/bank/status conn_plaid',
  ]);
});

test('a result of findConnection that is not an object is connection-not-found', async () => {
  for (const nothing of [null, undefined, false, 0, '', true, 'conn_plaid', []]) {
    const logger = recordingLogger();
    // Hosts in JavaScript are not checked by the types.
    const backend = backendAt('https://vendor.example', {logger, findConnection: () => nothing as null});
    for (const request of routes()) {
      const response = await backend.fetch(request);
      assert.equal(response.status, 404, String(nothing));
      assert.equal((await json(response))['code'], 'connection-not-found');
    }
    assert.ok(logger.lines.every(({level}) => level !== 'error'));
  }
});

test('a Response that findConnection throws is sent, with no-store added', async () => {
  const answer = new Response('sign in first', {
    status: 401,
    headers: [
      ['www-authenticate', 'Bearer'],
      ['cache-control', 'max-age=60'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ],
  });
  const backend = backendAt('https://vendor.example', {
    findConnection: () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- the contract: a Response may be thrown
      throw answer;
    },
  });
  for (const request of routes()) {
    const response = await backend.fetch(request);
    assert.equal(response.status, 401);
    assert.equal(response.headers.get('www-authenticate'), 'Bearer');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
    assert.equal(await response.text(), 'sign in first');
  }
});

test('a redirect that findConnection throws is sent, although its headers are immutable', async () => {
  const backend = backendAt('https://vendor.example', {
    findConnection: () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- the contract: a Response may be thrown
      throw Response.redirect('https://bank.example/login');
    },
  });
  const response = await backend.fetch(tokenRequest('conn_plaid'));
  assert.equal(response.status, 302);
  assert.equal(response.headers.get('location'), 'https://bank.example/login');
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('another value that findConnection throws is a 500 without its message, and its stack is logged', async () => {
  for (const failure of [new Error('database password is swordfish'), 'swordfish', undefined, null]) {
    const logger = recordingLogger();
    const backend = backendAt('https://vendor.example', {
      logger,
      findConnection: () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- a host can throw any value
        throw failure;
      },
    });
    for (const request of routes()) {
      const response = await backend.fetch(request);
      assert.equal(response.status, 500);
      const text = await response.text();
      assert.match(text, /"backend-unavailable"/);
      assert.doesNotMatch(text, /swordfish/);
    }
    const lines = logger.lines.filter(({message}) => message === 'findConnection failed.');
    assert.equal(lines.length, 3);
    assert.equal(lines[0]?.level, 'error');
    assert.equal(lines[0]?.fields['repairId'], 'repair_1');
    if (failure instanceof Error) assert.match(String(lines[0]?.fields['stack']), /host\.test\.ts/);
    assert.doesNotMatch(JSON.stringify(logger.lines), /swordfish/);
  }
});

test('a connection of a provider that is not configured is a 500 with unknown-provider', async () => {
  const plaidOnly = createRepairBackend({
    providers: [plaidAt('https://vendor.example')],
    findConnection: () => meldConnection as unknown as PlaidConnection,
  });
  const response = await plaidOnly.fetch(tokenRequest('conn_meld'));
  assert.equal(response.status, 500);
  assert.equal((await json(response))['code'], 'unknown-provider');
});

test('a connection with an empty member is invalid-configuration, and the log names the member', async () => {
  for (const [member, route] of [
    ['accessToken', 'token'],
    ['clientUserId', 'token'],
    ['accessToken', 'status'],
  ] as const) {
    const logger = recordingLogger();
    const backend = backendAt('https://vendor.example', {
      logger,
      findConnection: () => ({...plaidConnection, [member]: ''}),
    });
    const response = await backend.fetch(route === 'token' ? tokenRequest('a') : statusRequest('a'));
    assert.equal(response.status, 500);
    assert.equal((await json(response))['code'], 'invalid-configuration');
    assert.match(String(logger.lines.at(-1)?.fields['note']), new RegExp(member));
  }
});

test('onComplete receives the status of the vendor and the result of the page', async t => {
  const vendor = await startVendor(t, () => ({body: healthy}));
  const completions: CompletedRepair<unknown>[] = [];
  const backend = backendAt(vendor.url, {onComplete: repair => void completions.push(repair)});
  const result = {
    publicToken: 'public-sandbox-1',
    metadata: {accounts: [{id: 'acc_1', name: 'Checking', mask: '0000'}]},
  };
  const response = await backend.fetch(completeRequest('conn_plaid', result));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  const institution = {id: 'ins_1', name: 'First Harbor Bank'};
  const accounts = [{name: 'Checking', mask: '0000'}];
  assert.deepEqual(completions, [
    {
      connection: plaidConnection,
      connectionId: 'conn_plaid',
      provider: 'plaid',
      repairId: 'repair_1',
      providerConnectionId: 'item_7',
      status: 'HEALTHY',
      statusReason: null,
      institution,
      accounts,
      result,
    },
  ]);
  assert.deepEqual(await json(response), {
    outcome: 'successful',
    connectionId: 'conn_plaid',
    status: 'HEALTHY',
    statusReason: null,
    institution,
    accounts,
  });
});

test('a completion of a connection that is still broken is pending, and onComplete is called', async t => {
  const vendor = await startVendor(t, () => ({
    body: {item: {...item, error: {error_code: 'ITEM_LOGIN_REQUIRED', error_code_reason: 'OAUTH_CONSENT_EXPIRED'}}},
  }));
  let completions = 0;
  const backend = backendAt(vendor.url, {onComplete: () => void (completions += 1)});
  const completion = await json(await backend.fetch(completeRequest('conn_plaid')));
  assert.equal(completion['outcome'], 'pending');
  assert.equal(completion['status'], 'ITEM_LOGIN_REQUIRED');
  assert.equal(completion['statusReason'], 'OAUTH_CONSENT_EXPIRED');
  assert.equal(completions, 1);
});

test('onComplete can change the id of a connection, unlike the page', async t => {
  const vendor = await startVendor(t, () => ({body: healthy}));
  const backend = backendAt(vendor.url, {onComplete: () => Promise.resolve({connectionId: 'conn_new'})});
  const claimed = {connectionId: 'conn_stolen', itemId: 'item_stolen', metadata: {item_id: 'item_stolen'}};
  const completion = await json(await backend.fetch(completeRequest('conn_plaid', claimed)));
  assert.equal(completion['connectionId'], 'conn_new');
  assert.doesNotMatch(JSON.stringify(completion), /stolen/);
  const without = await json(await backendAt(vendor.url).fetch(completeRequest('conn_plaid', claimed)));
  assert.equal(without['connectionId'], 'conn_plaid');
});

test('an onComplete that throws is completion-failed, and the completion can be repeated', async t => {
  const vendor = await startVendor(t, () => ({body: healthy}));
  const logger = recordingLogger();
  let attempts = 0;
  const backend = backendAt(vendor.url, {
    logger,
    onComplete: ({repairId}) => {
      attempts += 1;
      if (attempts === 1) throw new Error(`swordfish ${repairId}`);
    },
  });
  const failed = await backend.fetch(completeRequest('conn_plaid'));
  assert.equal(failed.status, 500);
  assert.equal((await json(failed))['code'], 'completion-failed');
  assert.ok(logger.lines.some(({level, message}) => level === 'error' && message === 'onComplete failed.'));
  assert.doesNotMatch(JSON.stringify(logger.lines), /swordfish/);
  for (let repeat = 0; repeat < 2; repeat += 1) {
    assert.equal((await json(await backend.fetch(completeRequest('conn_plaid'))))['outcome'], 'successful');
  }
  assert.equal(attempts, 3);
});

test('onComplete is not called if the vendor’s status cannot be read', async t => {
  const vendor = await startVendor(t, () => ({status: 500}));
  let completions = 0;
  const backend = backendAt(vendor.url, {onComplete: () => void (completions += 1)});
  assert.equal((await backend.fetch(completeRequest('conn_plaid'))).status, 502);
  assert.equal(completions, 0);
});

test('onComplete is called if the request is aborted during the completion', async t => {
  const page = new AbortController();
  const vendor = await startVendor(t, () => {
    page.abort();
    return {body: healthy};
  });
  let completions = 0;
  const backend = backendAt(vendor.url, {onComplete: () => void (completions += 1)});
  await backend.fetch(new Request(completeRequest('conn_plaid'), {signal: page.signal}));
  assert.equal(completions, 1);
});

test('a logger that throws does not affect an answer', async t => {
  const vendor = await startVendor(t, () => ({body: healthy}));
  const fail = () => {
    throw new Error('disk full');
  };
  const backend = backendAt(vendor.url, {logger: {info: fail, warn: fail, error: fail}});
  assert.equal((await backend.fetch(statusRequest('conn_plaid'))).status, 200);
  assert.equal((await backend.fetch(statusRequest('none'))).status, 404);
});

test('options can be functions of the connection, with the members that the host has added', async t => {
  const vendor = await startVendor(t, () => ({body: healthy}));
  type Tenanted = PlaidConnection & {tenant: string};
  const backend = createRepairBackend({
    providers: [
      plaid({
        clientId: ({tenant}: Tenanted) => `client_${tenant}`,
        secret: ({tenant}: Tenanted) => Promise.resolve(`secret_${tenant}`),
        environment: 'sandbox',
        baseUrl: () => Promise.resolve(vendor.url),
        clientName: 'Ledger',
      }),
    ],
    findConnection: (_, connectionId) => ({...plaidConnection, itemId: `item_${connectionId}`, tenant: connectionId}),
  });
  for (const tenant of ['north', 'south']) {
    assert.equal((await backend.fetch(statusRequest(tenant))).status, 200);
    assert.equal(vendor.seen.at(-1)?.headers['plaid-client-id'], `client_${tenant}`);
    assert.equal(vendor.seen.at(-1)?.headers['plaid-secret'], `secret_${tenant}`);
  }
});
