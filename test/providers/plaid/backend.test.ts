import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {createRepairBackend} from '../../../src/backend/index.js';
import type {PlaidOptions} from '../../../src/backend/index.js';
import {
  completeRequest,
  json,
  plaidConnection,
  startVendor,
  statusRequest,
  tokenRequest,
} from '../../backend/support.js';
import type {Vendor} from '../../backend/support.js';
import {plaidAt} from './plaid-at.js';

/** Creates a backend with Plaid only, and its vendor. */
async function setUp(t: TestContext, reply: Vendor['reply'], options: Partial<PlaidOptions> = {}) {
  const vendor = await startVendor(t, reply);
  const backend = createRepairBackend({
    providers: [plaidAt(vendor.url, options)],
    findConnection: () => plaidConnection,
  });
  return {vendor, backend};
}

const linkToken = (expiration: unknown = new Date(Date.now() + 1_200_000).toISOString()) => ({
  body: {link_token: 'link-sandbox-1', expiration, request_id: 'req_1'},
});

/** Returns the body that a token request sends to `/link/token/create`. */
async function sent(t: TestContext, request: object, options: Partial<PlaidOptions> = {}) {
  const {vendor, backend} = await setUp(t, () => linkToken(), options);
  assert.equal((await backend.fetch(tokenRequest('conn_plaid', request))).status, 200);
  return vendor.seen[0]?.body as Record<string, unknown>;
}

test('a token request creates a link token in update mode, with the access token and without products', async t => {
  const {vendor, backend} = await setUp(t, () => linkToken());
  await backend.fetch(tokenRequest('conn_plaid'));
  const [request] = vendor.seen;
  assert.equal(request?.method, 'POST');
  assert.equal(request.path, '/link/token/create');
  assert.equal(request.headers['content-type'], 'application/json');
  assert.equal(request.headers['plaid-client-id'], 'client_1');
  assert.equal(request.headers['plaid-secret'], 'secret_1');
  assert.deepEqual(request.body, {
    access_token: 'access-sandbox-7f3a',
    user: {client_user_id: 'user_1'},
    client_name: 'Ledger',
    language: 'en',
    country_codes: ['US'],
  });
});

test('the host’s options are sent to Plaid', async t => {
  const body = await sent(t, {}, {countryCodes: ['GB', 'IE'], linkCustomizationName: 'repair', language: 'fr'});
  assert.deepEqual(body['country_codes'], ['GB', 'IE']);
  assert.equal(body['link_customization_name'], 'repair');
  assert.equal(body['language'], 'fr');
});

test('the language is that of the page if Plaid supports it, else the configured one, else English', async t => {
  const supported = 'da nl en et fr de hi it lv lt no pl pt ro es sv vi'.split(' ');
  const table: [locale: string | undefined, configured: string | undefined, language: string][] = [
    ...supported.map(language => [language, 'en', language] as [string, string, string]),
    ['de-AT', 'fr', 'de'],
    ['pt_BR', 'fr', 'pt'],
    ['ES-419', undefined, 'es'],
    ['nb-NO', undefined, 'no'],
    ['nn', undefined, 'no'],
    ['ja-JP', 'fr', 'fr'],
    ['ja-JP', undefined, 'en'],
    ['constructor', undefined, 'en'],
    [undefined, 'sv', 'sv'],
    [undefined, undefined, 'en'],
  ];
  for (const [locale, language, expected] of table) {
    const body = await sent(t, {locale}, {language: language as string});
    assert.equal(body['language'], expected, `${locale} ${language}`);
  }
});

test('a returnUrl is sent only if it is in redirectUris', async t => {
  const redirectUris = ['https://bank.example/return', 'https://bank.example/other'];
  for (const returnUrl of redirectUris) {
    assert.equal((await sent(t, {returnUrl}, {redirectUris}))['redirect_uri'], returnUrl);
  }
  for (const returnUrl of [
    'https://bank.example/return/',
    'https://bank.example/return?a=b',
    'https://bank.example/return#a',
    'https://BANK.example/return',
    'https://evil.example',
    undefined,
  ]) {
    assert.equal('redirect_uri' in (await sent(t, {returnUrl}, {redirectUris})), false, returnUrl);
  }
  assert.equal('redirect_uri' in (await sent(t, {returnUrl: 'https://bank.example/return'})), false);
});

test('the answer has the link token with its lifetime, and not the access token', async t => {
  const end = new Date(Math.ceil(Date.now() / 1000) * 1000 + 1_200_000).toISOString();
  const {backend} = await setUp(t, () => linkToken(end));
  const response = await backend.fetch(tokenRequest('conn_plaid'));
  assert.equal(response.headers.get('content-type'), 'application/json');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  const {expiresIn, ...token} = await json(response);
  assert.ok(Number(expiresIn) > 1190 && Number(expiresIn) <= 1201, String(expiresIn));
  assert.deepEqual(token, {
    status: 'ACTION_REQUIRED',
    provider: 'plaid',
    widget: 'plaid',
    linkToken: 'link-sandbox-1',
    expiresAt: end,
    providerConnectionId: 'item_7',
  });
});

test('a missing or implausible expiration becomes the documented half hour', async t => {
  const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
  for (const expiration of [at(-60_000), at(4 * 3_600_000), 'soon', 7, null]) {
    const {backend} = await setUp(t, () => linkToken(expiration));
    const token = await json(await backend.fetch(tokenRequest('conn_plaid')));
    assert.equal(token['expiresIn'], 1800, String(expiration));
  }
});

test('the answer has providerConnectionId only if it differs from the host’s id', async t => {
  const {backend} = await setUp(t, () => linkToken());
  assert.equal('providerConnectionId' in (await json(await backend.fetch(tokenRequest('item_7')))), false);
});

test('the status is the item’s error, or HEALTHY without one', async t => {
  const item = {item_id: 'item_7', institution_id: 'ins_1', institution_name: 'First Harbor Bank'};
  const institution = {id: 'ins_1', name: 'First Harbor Bank'};
  const table: [item: object, answer: object][] = [
    [
      {...item, error: null},
      {status: 'HEALTHY', statusReason: null, institution},
    ],
    [
      {...item, error: {error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED', error_code_reason: null}},
      {status: 'ITEM_LOGIN_REQUIRED', statusReason: null, institution},
    ],
    [
      {...item, error: {error_code: 'ITEM_LOGIN_REQUIRED', error_code_reason: 'OAUTH_USER_REVOKED'}},
      {status: 'ITEM_LOGIN_REQUIRED', statusReason: 'OAUTH_USER_REVOKED', institution},
    ],
    [{error: {error_code: 'INSTITUTION_DOWN'}}, {status: 'INSTITUTION_DOWN', statusReason: null}],
    [
      {institution_id: 'ins_1', institution_name: null, error: null},
      {status: 'HEALTHY', statusReason: null, institution: {id: 'ins_1'}},
    ],
  ];
  for (const [plaidItem, expected] of table) {
    const {vendor, backend} = await setUp(t, () => ({body: {item: plaidItem, request_id: 'req_1'}}));
    const response = await backend.fetch(statusRequest('conn_plaid'));
    assert.deepEqual(await json(response), {provider: 'plaid', ...expected});
    assert.equal(vendor.seen[0]?.path, '/item/get');
    assert.deepEqual(vendor.seen[0].body, {access_token: 'access-sandbox-7f3a'});
  }
});

test('the language and the countries are sent in Plaid’s spelling', async t => {
  const body = await sent(t, {}, {language: 'nb-NO', countryCodes: ['no', 'SE']});
  assert.deepEqual([body['language'], body['country_codes']], ['no', ['NO', 'SE']]);
});

test('a public token is never exchanged', async t => {
  const {vendor, backend} = await setUp(t, () => ({body: {item: {error: null}}}));
  await backend.fetch(completeRequest('conn_plaid', {publicToken: 'public-sandbox-1', metadata: {}}));
  assert.deepEqual(
    vendor.seen.map(({path}) => path),
    ['/item/get'],
  );
  assert.doesNotMatch(JSON.stringify(vendor.seen), /public-sandbox/);
});
