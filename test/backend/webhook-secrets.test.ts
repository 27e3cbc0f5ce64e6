import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {createStorage} from 'unstorage';
import {createRepairBackend, meld, plaid} from '../../src/backend/index.js';
import type {MeldConnection, PlaidConnection} from '../../src/backend/index.js';
import {own, recordingLogger, startVendor, statusRequest, tokenRequest} from './support.js';
import type {VendorReply} from './support.js';
import {meldWebhook, plaidKey, plaidRequest, plaidWebhook} from './webhook-support.js';

/** Secrets that can be recognised, in the vendors' formats if there are any. */
const secrets = {
  clientId: 'planted-client-id',
  secret: 'planted-secret',
  apiKey: 'planted-api-key',
  accessToken: 'access-sandbox-planted',
  linkToken: 'link-sandbox-planted',
  publicToken: 'public-sandbox-planted',
  webhookSecret: 'planted-webhook-secret',
  balance: 'planted balance of 7 dollars',
};
const everything = Object.values(secrets).join(' ');
const leaking = {note: everything, public_tokens: [secrets.publicToken], access_token: secrets.accessToken};

const connections: Record<string, PlaidConnection | MeldConnection> = {
  conn_plaid: {provider: 'plaid', accessToken: secrets.accessToken, itemId: 'item_7', clientUserId: 'user_1'},
  conn_meld: {provider: 'meld', connectionId: 'meld_9'},
};

async function setUp(t: TestContext, {failing = false} = {}) {
  const key = plaidKey();
  const vendor = await startVendor(t, ({path}): VendorReply => {
    if (path === '/webhook_verification_key/get') return {body: {key: key.jwk, ...leaking}};
    if (path === '/link/token/create') {
      return {body: {link_token: secrets.linkToken, hosted_link_url: 'https://secure.plaid.com/1', ...leaking}};
    }
    const session = {finished_at: '2026-01-01T00:00:00Z', on_success: {public_token: secrets.publicToken}};
    return {body: {item: {error: null, ...leaking}, link_sessions: [session], status: 'ACTIVE', ...leaking}};
  });
  const logger = recordingLogger();
  const storage = createStorage();
  const backend = createRepairBackend({
    providers: [
      plaid({
        clientId: secrets.clientId,
        secret: secrets.secret,
        environment: 'sandbox',
        clientName: 'Ledger',
        baseUrl: vendor.url,
      }),
      meld({
        apiKey: secrets.apiKey,
        environment: 'sandbox',
        baseUrl: vendor.url,
        webhook: {secret: secrets.webhookSecret},
      }),
    ],
    findConnection: (_, id) => connections[id] ?? null,
    findByProviderId: ({provider}) => connections[`conn_${provider}`] ?? null,
    onStatusChange() {
      if (failing) throw new Error(everything, {cause: {code: everything}});
    },
    storage,
    statusInterval: 0,
    logger,
  });
  const stored = async () => {
    const names = await storage.getKeys();
    return await Promise.all(names.map(async name => [name, await storage.getItem(name)] as const));
  };
  return {backend, key, logger, stored};
}

const requests = async (key: ReturnType<typeof plaidKey>): Promise<Request[]> => {
  const item = {webhook_type: 'ITEM', item_id: 'item_7', ...leaking};
  const forged = {key, signedBy: plaidKey()};
  return [
    tokenRequest('conn_plaid', {display: 'popup'}),
    await plaidWebhook({key, body: {...item, webhook_code: 'ERROR', error: {error_code: 'ITEM_LOCKED', ...leaking}}}),
    await plaidWebhook({key, body: {...item, webhook_code: 'LOGIN_REPAIRED'}}),
    await plaidWebhook({key, body: {...item, webhook_code: everything, webhook_type: everything}}),
    await plaidWebhook({
      key,
      body: {webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED', link_token: secrets.linkToken},
    }),
    await plaidWebhook({...forged, body: {...item, webhook_code: 'ERROR'}}),
    plaidRequest(everything, everything),
    plaidRequest(everything, ''),
    statusRequest('conn_plaid'),
    meldWebhook({secret: secrets.webhookSecret, payload: {newStatus: 'DEGRADED', reason: 'OTHER', ...leaking}}),
    meldWebhook({secret: secrets.webhookSecret, type: everything, payload: leaking}),
    meldWebhook({secret: 'wrong', payload: leaking}),
    meldWebhook({headers: {'meld-signature': secrets.webhookSecret}}),
    statusRequest('conn_meld'),
    new Request(`${own}/api/bank/webhooks/${encodeURIComponent(secrets.apiKey)}`, {method: 'POST', body: everything}),
  ];
};

for (const failing of [false, true]) {
  test(`a webhook ${failing ? 'that fails ' : ''}leaks no secret into the log, the answer or the storage`, async t => {
    const {backend, key, logger, stored} = await setUp(t, {failing});
    const answers: string[] = [];
    const statuses = new Set<number>();
    for (const request of await requests(key)) {
      const response = await backend.fetch(request);
      statuses.add(response.status);
      answers.push([response.statusText, ...[...response.headers].flat(), await response.text()].join('\n'));
    }
    assert.deepEqual([...statuses].sort(), failing ? [200, 401, 404, 500] : [200, 401, 404]);
    const entries = await stored();
    assert.ok(logger.lines.length > 10 && entries.length > 5, `${logger.lines.length} ${entries.length}`);
    for (const [name, value] of Object.entries(secrets)) {
      assert.ok(!answers.join().includes(value), `${name} is in an answer`);
      assert.ok(!JSON.stringify(logger.lines).includes(value), `${name} is in the log`);
      for (const [stored, entry] of entries) {
        assert.ok(!stored.includes(value), `${name} is in a key of the store`);
        // The token of Hosted Link has to be stored.
        const isExpected = name === 'linkToken' && stored.includes('hosted');
        assert.ok(isExpected || !JSON.stringify(entry).includes(value), `${name} is in the store at ${stored}`);
      }
    }
  });
}
