import assert from 'node:assert/strict';
import {test} from 'node:test';
import {accessTokenOf, ask, assertError, basics} from '../../sandbox/plaid.js';
import {sandboxFor, setVariants} from '../../sandbox/support.js';

test('a link token expires after 4 hours for a new link and after 30 minutes for an item', async t => {
  const now = Date.UTC(2030, 0, 1);
  const sandbox = await sandboxFor(t, {now: () => now});
  const fresh = await ask(sandbox, '/link/token/create', {...basics, products: ['transactions']});
  assert.match(String(fresh.body['link_token']), /^link-sandbox-/);
  assert.equal(fresh.body['expiration'], '2030-01-01T04:00:00.000Z');
  const update = await ask(sandbox, '/link/token/create', {...basics, access_token: await accessTokenOf(sandbox)});
  assert.equal(update.body['expiration'], '2030-01-01T00:30:00.000Z');
  const live = await ask(sandbox, '/link/token/create', {...basics, products: ['auth']}, 'production_secret');
  assert.match(String(live.body['link_token']), /^link-production-/);
});

for (const [name, extra, code] of [
  ['no client_name', {client_name: undefined}, 'MISSING_FIELDS'],
  ['no language', {language: undefined}, 'MISSING_FIELDS'],
  ['a language Link does not speak', {language: 'xx'}, 'INVALID_FIELD'],
  ['no countries', {country_codes: []}, 'INVALID_FIELD'],
  ['an unknown country', {country_codes: ['XX']}, 'INVALID_FIELD'],
  ['no user', {user: undefined}, 'MISSING_FIELDS'],
  ['a user without an id', {user: {}}, 'MISSING_FIELDS'],
  ['products', {products: ['transactions']}, 'INVALID_FIELD'],
  ['filters without account selection', {account_filters: {}}, 'INVALID_FIELD'],
  ['an unknown field', {acess_token: 'x'}, 'UNKNOWN_FIELDS'],
  ['a redirect URI with a query', {redirect_uri: 'https://app.example/bank/return?x=1'}, 'INVALID_FIELD'],
  ['a redirect URI with a fragment', {redirect_uri: 'https://app.example/bank/return#x'}, 'INVALID_FIELD'],
  ['a plain http redirect URI', {redirect_uri: 'http://app.example/'}, 'INVALID_FIELD'],
  ['a redirect URI that is not listed', {redirect_uri: 'https://other.example/'}, 'INVALID_FIELD'],
] as const) {
  test(`a link token for an item is refused for ${name}`, async t => {
    const sandbox = await sandboxFor(t);
    const body = {...basics, access_token: await accessTokenOf(sandbox), ...extra};
    assertError(await ask(sandbox, '/link/token/create', body), 'INVALID_REQUEST', code);
  });
}

test('the optional fields are accepted', async t => {
  const sandbox = await sandboxFor(t);
  const access_token = await accessTokenOf(sandbox);
  for (const extra of [
    {redirect_uri: 'http://localhost:4173/'},
    {redirect_uri: 'https://app.example/bank/return'},
    {update: {account_selection_enabled: true}, account_filters: {}},
    {products: ['assets']},
    {user: undefined, user_id: 'user-1'},
    {link_customization_name: 'default'},
  ]) {
    const {status, body} = await ask(sandbox, '/link/token/create', {...basics, access_token, ...extra});
    assert.equal(status, 200, JSON.stringify([extra, body]));
  }
  await setVariants(sandbox, {plaid: {redirectUris: ['http://localhost:9/']}});
  const delisted = {...basics, access_token, redirect_uri: 'http://localhost:4173/'};
  assertError(await ask(sandbox, '/link/token/create', delisted), 'INVALID_REQUEST', 'INVALID_FIELD');
});
