import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {createStorage} from 'unstorage';
import {createRepairBackend} from '../../../src/backend/index.js';
import type {PlaidOptions} from '../../../src/backend/index.js';
import {
  json,
  nextMoment,
  own,
  plaidConnection,
  recordingLogger,
  startVendor,
  tokenRequest,
} from '../../backend/support.js';
import type {SeenRequest, VendorReply} from '../../backend/support.js';
import {plaidKey, plaidWebhook} from '../../backend/webhook-support.js';
import {plaidAt} from './plaid-at.js';

const url = 'https://secure.plaid.com/link/lp-1';
const ended = '2026-11-21T06:00:00Z';

/** Creates a backend whose Plaid has Hosted Link, with the sessions in `link`. */
async function setUp(t: TestContext, options: Partial<PlaidOptions> = {}) {
  const key = plaidKey();
  const link: {sessions: unknown; fails: VendorReply | undefined} = {sessions: [], fails: undefined};
  const reply = ({path}: SeenRequest): VendorReply => {
    if (path === '/webhook_verification_key/get') return {body: {key: key.jwk}};
    if (path === '/item/get') return {body: {item: {error: null}}};
    if (path === '/link/token/get') return link.fails ?? {body: {link_token: 'link-1', link_sessions: link.sessions}};
    const expiration = new Date(Date.now() + 1_200_000).toISOString();
    return {body: {link_token: 'link-1', hosted_link_url: url, expiration, request_id: 'req_1'}};
  };
  const vendor = await startVendor(t, reply);
  const storage = createStorage();
  const logger = recordingLogger();
  const backend = createRepairBackend({
    providers: [plaidAt(vendor.url, options)],
    findConnection: (_, id) => (id === 'other' ? {...plaidConnection, itemId: 'item_8'} : plaidConnection),
    storage,
    statusInterval: 0,
    logger,
  });
  const begin = async (more: object = {}) =>
    await backend.fetch(tokenRequest('conn_plaid', {display: 'popup', ...more}));
  const status = async (repairId = 'repair_1', id = 'conn_plaid') =>
    await json(await backend.fetch(new Request(`${own}/api/bank/status?connectionId=${id}&repairId=${repairId}`)));
  const send = async (body: Record<string, unknown>) => (await backend.fetch(await plaidWebhook({key, body}))).status;
  const finish = (status: string, linkToken = 'link-1') =>
    send({webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED', status, link_token: linkToken});
  const reads = () => vendor.seen.filter(({path}) => path === '/link/token/get').length;
  /** Removes the time of the last call, so that the next request calls Plaid again. */
  const forget = async () => {
    for (const name of await storage.getKeys()) if (name.includes('asked')) await storage.removeItem(name);
  };
  return {vendor, backend, link, begin, status, send, finish, reads, forget, storage, logger};
}

test('the answer for a pop-up has the URL of Hosted Link and no token', async t => {
  const {begin, vendor, logger} = await setUp(t);
  const response = await begin();
  const {expiresIn, expiresAt, ...token} = await json(response);
  assert.deepEqual(token, {
    provider: 'plaid',
    widget: 'plaid',
    status: 'ACTION_REQUIRED',
    hostedLinkUrl: url,
    providerConnectionId: 'item_7',
  });
  assert.ok(Number(expiresIn) > 1190 && typeof expiresAt === 'string');
  const body = vendor.seen[0]?.body as Record<string, unknown>;
  assert.deepEqual(body['hosted_link'], {});
  assert.equal('redirect_uri' in body, false);
  assert.doesNotMatch(JSON.stringify(logger.lines), /link-1|lp-1/);
});

test('Hosted Link ends at completionRedirectUri, or at a returnUrl in redirectUris', async t => {
  const listed = 'https://app.example/done';
  const options = {completionRedirectUri: 'https://app.example/usual', redirectUris: [listed]};
  const {begin, vendor} = await setUp(t, options);
  for (const [returnUrl, expected] of [
    [undefined, options.completionRedirectUri],
    [listed, listed],
    ['https://evil.example', options.completionRedirectUri],
  ]) {
    await begin({returnUrl});
    const body = vendor.seen.at(-1)?.body as Record<string, unknown>;
    assert.deepEqual(body['hosted_link'], {completion_redirect_uri: expected});
  }
});

test('an answer of Plaid without the URL is a 502', async t => {
  const {begin, vendor} = await setUp(t);
  vendor.reply = () => ({body: {link_token: 'link-1', expiration: null}});
  const response = await begin();
  assert.equal(response.status, 502);
  assert.doesNotMatch(await response.text(), /link-1/);
});

test('the answer for another display has the link token, and its outcome is not read', async t => {
  const {backend, status, vendor} = await setUp(t);
  const token = await json(await backend.fetch(tokenRequest('conn_plaid', {display: 'modal'})));
  assert.equal(token['linkToken'], 'link-1');
  assert.equal('hostedLinkUrl' in token, false);
  assert.equal('repair' in (await status()), false);
  assert.deepEqual(
    vendor.seen.map(({path}) => path),
    ['/link/token/create', '/item/get'],
  );
});

test('the status answer has the outcome of Plaid’s sessions', async t => {
  const exit = {error: null, metadata: {status: 'requires_credentials'}};
  for (const [sessions, repair] of [
    [[], 'pending'],
    [undefined, 'pending'],
    ['junk', 'pending'],
    [[{started_at: ended}], 'pending'],
    [[{finished_at: null, exit: null, on_success: null}], 'pending'],
    [[{finished_at: ended, on_success: {public_token: 'public-1'}}], 'completed'],
    [[{finished_at: ended, results: {item_add_results: []}, exit: null}], 'completed'],
    [[{finished_at: ended, exit}], 'exited'],
    [[{on_exit: exit}], 'exited'],
    [[{finished_at: ended, exit}, {started_at: ended}], 'pending'],
    [[{finished_at: ended, exit}, {finished_at: ended}], 'completed'],
  ] as const) {
    const {begin, status, link} = await setUp(t);
    await begin();
    link.sessions = sessions;
    const answer = await status();
    assert.equal(answer['repair'], repair, JSON.stringify(sessions));
    assert.equal(answer['status'], 'HEALTHY');
    assert.doesNotMatch(JSON.stringify(answer), /public-1/);
  }
});

test('the sessions are read every few seconds until the repair has ended', async t => {
  const {begin, status, link, reads, forget} = await setUp(t);
  await begin();
  assert.equal((await status())['repair'], 'pending');
  link.sessions = [{finished_at: ended, exit: {}}];
  assert.equal((await status())['repair'], 'pending');
  assert.equal(reads(), 1);
  await forget();
  assert.equal((await status())['repair'], 'exited');
  await forget();
  assert.equal((await status())['repair'], 'exited');
  assert.equal(reads(), 2);
});

test('a webhook sets the outcome without a read, and a success takes precedence over an exit', async t => {
  const {begin, status, finish, reads} = await setUp(t);
  await begin();
  assert.equal(await finish('EXITED'), 200);
  assert.equal((await status())['repair'], 'exited');
  assert.equal(await finish('SUCCESS'), 200);
  assert.equal((await status())['repair'], 'completed');
  assert.equal(await finish('EXITED'), 200);
  assert.equal((await status())['repair'], 'completed');
  assert.equal(await finish('SUCCESS', 'link-unknown'), 200);
  assert.equal(reads(), 0);
});

test('a read that started before a webhook does not replace its outcome', async t => {
  const {begin, status, link, finish, vendor} = await setUp(t);
  await begin();
  const exit = {finished_at: ended, exit: {}};
  const {reply} = vendor;
  vendor.reply = async request => {
    if (request.path !== '/link/token/get') return reply(request);
    link.sessions = [exit];
    const answer = await reply(request);
    await finish('SUCCESS');
    return answer;
  };
  assert.equal((await status())['repair'], 'completed');
  assert.equal((await status())['repair'], 'completed');
});

test('a second token resets the outcome, and an exit of the first token is ignored', async t => {
  const {begin, status, finish, vendor} = await setUp(t);
  const {reply} = vendor;
  let tokens = 0;
  vendor.reply = async request => {
    const answer = await reply(request);
    if (request.path !== '/link/token/create') return answer;
    tokens += 1;
    return {body: {...(answer.body as object), link_token: `link-${tokens}`}};
  };
  await begin();
  await finish('EXITED');
  assert.equal((await status())['repair'], 'exited');
  await begin();
  assert.equal((await status())['repair'], 'pending');
  await finish('EXITED', 'link-1');
  assert.equal((await status())['repair'], 'pending');
  await finish('EXITED', 'link-2');
  assert.equal((await status())['repair'], 'exited');
  // A success counts for either token.
  await finish('SUCCESS', 'link-1');
  assert.equal((await status())['repair'], 'completed');
});

test('an outcome belongs to its repair and its connection', async t => {
  const {begin, status, finish} = await setUp(t);
  await begin();
  await finish('SUCCESS');
  assert.equal('repair' in (await status('repair_2')), false);
  assert.equal('repair' in (await status('repair_1', 'other')), false);
  assert.equal((await status())['repair'], 'completed');
});

test('a webhook of a success clears the warnings, unlike one of an exit', async t => {
  const {begin, status, finish, send} = await setUp(t);
  await send({webhook_type: 'ITEM', webhook_code: 'PENDING_DISCONNECT', item_id: 'item_7'});
  await begin();
  await finish('EXITED');
  assert.equal((await status())['statusReason'], 'PENDING_DISCONNECT');
  await finish('SUCCESS');
  const answer = await status();
  assert.deepEqual([answer['repair'], answer['statusReason']], ['completed', null]);
});

test('a read of a success clears the warnings', async t => {
  const {begin, status, link, send} = await setUp(t);
  await send({webhook_type: 'ITEM', webhook_code: 'NEW_ACCOUNTS_AVAILABLE', item_id: 'item_7'});
  await begin();
  link.sessions = [{finished_at: new Date(Date.now() + 1000).toISOString(), on_success: {}}];
  const answer = await status();
  assert.deepEqual([answer['repair'], answer['statusReason']], ['completed', null]);
});

test('a failed read leaves the outcome pending, and a rate limit is passed on', async t => {
  const {begin, status, link, forget} = await setUp(t);
  await begin();
  for (const fails of [
    {status: 500},
    {status: 400, body: {error_type: 'INVALID_INPUT', error_code: 'INVALID_LINK_TOKEN'}},
  ]) {
    link.fails = fails;
    assert.equal((await status())['repair'], 'pending');
    await forget();
  }
  link.fails = {status: 429, headers: {'retry-after': '7'}, body: {error_type: 'RATE_LIMIT_EXCEEDED'}};
  const {code, retryAfter} = await status();
  assert.deepEqual([code, retryAfter], ['rate-limited', 7]);
});

test('the link token is stored once, with an expiry and in no key', async t => {
  const {begin, storage} = await setUp(t);
  await begin();
  await nextMoment();
  const keys = await storage.getKeys();
  assert.doesNotMatch(keys.join(' '), /link-1/);
  const entries = [];
  for (const name of keys) {
    const entry = await storage.getItem<{value: unknown; expiresAt: number}>(name);
    if (JSON.stringify(entry).includes('link-1')) entries.push(entry);
  }
  assert.equal(entries.length, 1);
  const life = entries[0]!.expiresAt - Date.now();
  assert.ok(life > 0 && life < 2 * 60 * 60_000, String(life));
});
