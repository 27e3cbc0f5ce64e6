import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {accessTokenOf, ask, assertError, basics, linkToken, logIn, openLink, plaidOf} from '../../sandbox/plaid.js';
import {receiverFor} from '../../sandbox/receiver.js';
import {advance, call, sandboxFor, setVariants, type Answer, type Json} from '../../sandbox/support.js';

/** Creates a Hosted Link token for the seeded item. */
const hosted = async (sandbox: Sandbox, hosted_link: unknown = {}, secret?: string): Promise<Answer> => {
  const access_token = await accessTokenOf(sandbox);
  return ask(sandbox, '/link/token/create', {...basics, access_token, hosted_link}, secret);
};

const get = (sandbox: Sandbox, link_token: unknown, secret?: string): Promise<Answer> =>
  ask(sandbox, '/link/token/get', {link_token}, secret);

const sessionsOf = async (sandbox: Sandbox, token: unknown): Promise<Json[]> =>
  (await get(sandbox, token)).body['link_sessions'] as Json[];

test('a Hosted Link URL is on Plaid’s origin and expires after thirty minutes', async t => {
  const now = Date.UTC(2030, 0, 1);
  const sandbox = await sandboxFor(t, {now: () => now});
  const {status, body} = await hosted(sandbox, {url_lifetime_seconds: 600});
  assert.equal(status, 200);
  assert.ok(String(body['hosted_link_url']).startsWith(`${plaidOf(sandbox)}/link/`));
  assert.equal(body['expiration'], '2030-01-01T00:30:00.000Z', 'update mode in Sandbox: whatever was asked for');
  assert.equal(
    'hosted_link_url' in (await ask(sandbox, '/link/token/create', {...basics, products: ['auth']})).body,
    false,
  );
  for (const [hosted_link, expiration] of [
    [{}, '2030-01-01T00:30:00.000Z'],
    [{url_lifetime_seconds: 86_400}, '2030-01-02T00:00:00.000Z'],
  ] as const) {
    const fresh = await ask(sandbox, '/link/token/create', {...basics, products: ['auth'], hosted_link});
    assert.equal(fresh.body['expiration'], expiration);
  }
});

for (const hosted_link of [
  true,
  {url_lifetime_seconds: 0},
  {url_lifetime_seconds: 21 * 86_400 + 1},
  {url_lifetime_seconds: '600'},
  {completion_redirect_uri: 'nowhere'},
  {completion_redirect_uri: 'javascript:alert(1)'},
  {delivery_method: 'sms'},
]) {
  test(`hosted_link ${JSON.stringify(hosted_link)} is refused`, async t => {
    assertError(await hosted(await sandboxFor(t), hosted_link), 'INVALID_REQUEST', 'INVALID_FIELD');
  });
}

test('the page cannot be framed, contains its data, and expires with its token', async t => {
  const sandbox = await sandboxFor(t);
  const completion_redirect_uri = 'http://localhost:4173/done?x="><b>';
  const {body} = await hosted(sandbox, {completion_redirect_uri});
  const url = String(body['hosted_link_url']);
  const page = await fetch(url);
  assert.equal(page.status, 200);
  assert.match(page.headers.get('Content-Security-Policy') ?? '', /frame-ancestors 'none'/);
  assert.equal(page.headers.get('Cross-Origin-Opener-Policy'), null);
  const html = await page.text();
  assert.ok(html.includes(String(body['link_token'])));
  assert.equal(html.includes('"><b>'), false, 'what the host has sent is escaped');
  await setVariants(sandbox, {plaid: {hostedCoop: true}});
  assert.equal((await fetch(url)).headers.get('Cross-Origin-Opener-Policy'), 'same-origin');
  await logIn(sandbox, await openLink(sandbox, String(body['link_token'])));
  const over = await fetch(url);
  assert.deepEqual([over.status, over.headers.get('Cross-Origin-Opener-Policy')], [410, 'same-origin']);
  assert.equal((await fetch(`${plaidOf(sandbox)}/link/hosted/nothing`)).status, 410);
  const expired = String((await hosted(sandbox)).body['hosted_link_url']);
  await advance(sandbox, 1800);
  assert.equal((await fetch(expired)).status, 410);
});

test('a token without sessions has an empty list; one of another environment is not found', async t => {
  const sandbox = await sandboxFor(t);
  const token = await linkToken(sandbox);
  const {body} = await get(sandbox, token);
  assert.deepEqual([body['link_token'], body['link_sessions']], [token, []]);
  assert.equal((body['metadata'] as Json)['client_name'], 'Fern');
  assertError(await get(sandbox, token, 'production_secret'), 'INVALID_INPUT', 'INVALID_LINK_TOKEN');
  assertError(await get(sandbox, 'link-sandbox-nothing'), 'INVALID_INPUT', 'INVALID_LINK_TOKEN');
  assertError(await get(sandbox, undefined), 'INVALID_REQUEST', 'MISSING_FIELDS');
});

test('a success is a result, with the events of the page', async t => {
  const sandbox = await sandboxFor(t);
  const token = await linkToken(sandbox);
  const opened = await openLink(sandbox, token);
  const [running] = await sessionsOf(sandbox, token);
  assert.deepEqual([running?.['finished_at'], running?.['results'], running?.['exit']], [null, null, null]);
  const {result} = (await logIn(sandbox, opened)) as {result: Json};
  const timestamp = '2030-01-01T00:00:00.000Z';
  await call('POST', `${plaidOf(sandbox)}/link/session/${String(opened['sessionId'])}/events`, {
    events: [{name: 'HANDOFF', metadata: {institution_id: 'ins_900001', timestamp}}],
  });
  const [finished] = await sessionsOf(sandbox, token);
  assert.equal(finished?.['link_session_id'], opened['linkSessionId']);
  assert.equal(typeof finished?.['finished_at'], 'string');
  const {item_add_results: added} = finished?.['results'] as {item_add_results: Json[]};
  assert.equal(added[0]?.['public_token'], result['publicToken']);
  const [event] = finished?.['events'] as Json[];
  assert.deepEqual(
    [event?.['event_name'], event?.['event_metadata'], event?.['timestamp']],
    ['HANDOFF', {institution_id: 'ins_900001'}, timestamp],
  );
});

test('an exit has its error and metadata, and all sessions of a token are listed', async t => {
  const sandbox = await sandboxFor(t);
  await setVariants(sandbox, {plaid: {tokenSpentByCancel: false}});
  const token = await linkToken(sandbox);
  const error = {
    error_type: 'ITEM_ERROR',
    error_code: 'INVALID_CREDENTIALS',
    error_message: 'no',
    display_message: null,
  };
  const metadata = {status: 'requires_credentials'};
  for (const sent of [{error, metadata, events: [{name: 'EXIT', metadata: {}}]}, {}]) {
    const {sessionId} = await openLink(sandbox, token);
    await call('POST', `${plaidOf(sandbox)}/link/session/${String(sessionId)}/cancel`, sent);
  }
  const [first, second] = await sessionsOf(sandbox, token);
  assert.deepEqual([first?.['exit'], first?.['results']], [{error, metadata}, null]);
  assert.equal((first?.['events'] as Json[]).length, 1);
  assert.deepEqual([second?.['exit'], second?.['events']], [{error: null, metadata: null}, []]);
});

test('sessions are available for six hours', async t => {
  const sandbox = await sandboxFor(t);
  const token = await linkToken(sandbox);
  await logIn(sandbox, await openLink(sandbox, token));
  await advance(sandbox, 6 * 3600 - 60);
  assert.equal((await sessionsOf(sandbox, token)).length, 1);
  await advance(sandbox, 60);
  assert.equal((await sessionsOf(sandbox, token)).length, 0);
});

test('the end of a hosted session sends one webhook, also after an exit; other sessions send none', async t => {
  const receiver = await receiverFor(t);
  const sandbox = await sandboxFor(t, {webhooks: {plaid: receiver.url}});
  await logIn(sandbox, await openLink(sandbox, await linkToken(sandbox)));
  const left = String((await hosted(sandbox)).body['link_token']);
  const {sessionId} = await openLink(sandbox, left);
  const cancel = `${plaidOf(sandbox)}/link/session/${String(sessionId)}/cancel`;
  for (let count = 0; count < 2; count += 1) await call('POST', cancel, {});
  const done = String((await hosted(sandbox)).body['link_token']);
  const opened = await openLink(sandbox, done);
  const {result} = (await logIn(sandbox, opened)) as {result: Json};
  await call('POST', `${plaidOf(sandbox)}/link/session/${String(opened['sessionId'])}/cancel`, {});
  const [exited, succeeded] = (await receiver.first(2)).map(({json}) => json);
  assert.deepEqual(
    [exited?.['webhook_type'], exited?.['webhook_code'], exited?.['status'], exited?.['link_token']],
    ['LINK', 'SESSION_FINISHED', 'EXITED', left],
  );
  assert.deepEqual(exited?.['public_tokens'], []);
  assert.deepEqual(
    [succeeded?.['status'], succeeded?.['link_token'], succeeded?.['link_session_id'], succeeded?.['public_tokens']],
    ['SUCCESS', done, opened['linkSessionId'], [result['publicToken']]],
  );
  assert.equal(receiver.received.length, 2);
});

test('a variant sets whether an open hosted session exits when its token expires', async t => {
  for (const hostedExpiryExits of [false, true]) {
    const receiver = await receiverFor(t);
    const sandbox = await sandboxFor(t, {webhooks: {plaid: receiver.url}});
    await setVariants(sandbox, {plaid: {hostedExpiryExits}});
    const done = String((await hosted(sandbox)).body['link_token']);
    await logIn(sandbox, await openLink(sandbox, done));
    const left = String((await hosted(sandbox)).body['link_token']);
    await openLink(sandbox, left);
    await advance(sandbox, 1800);
    const [session] = await sessionsOf(sandbox, left);
    assert.deepEqual([session?.['exit'] !== null, session?.['finished_at'] !== null], Array(2).fill(hostedExpiryExits));
    const received = await receiver.first(hostedExpiryExits ? 2 : 1);
    assert.deepEqual(
      received.map(({json}) => json['status']),
      hostedExpiryExits ? ['SUCCESS', 'EXITED'] : ['SUCCESS'],
    );
  }
});
