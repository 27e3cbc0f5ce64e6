import assert from 'node:assert/strict';
import {test} from 'node:test';
import {mx} from '../../../src/backend/index.js';
import type {MxApiVersion, MxOptions} from '../../../src/backend/index.js';
import {completeRequest, json, recordingLogger, statusRequest, tokenRequest} from '../../backend/support.js';
import {member, memberPath, script, sentWidgetUrl, setUp, widgetUrl} from './backend-support.js';

const denied = script({[memberPath]: member('DENIED')});

test('a token request creates a widget URL for the member', async t => {
  const {vendor, backend} = await setUp(t, denied);
  const response = await backend.fetch(tokenRequest('conn_mx', {repairId: 'repair_ä'}));
  assert.equal(response.status, 200);
  assert.deepEqual(await json(response), {
    provider: 'mx',
    widget: 'mx',
    status: 'ACTION_REQUIRED',
    widgetUrl,
    expiresIn: 600,
    providerConnectionId: 'MBR-1',
  });
  const [read, created] = vendor.seen;
  assert.equal(`${read?.method} ${read?.path}`, `GET ${memberPath}`);
  assert.equal(`${created?.method} ${created?.path}`, 'POST /users/USR-1/widget_urls');
  assert.deepEqual(created?.body, {
    widget_url: {
      widget_type: 'connect_widget',
      current_member_guid: 'MBR-1',
      disable_institution_search: true,
      ui_message_version: 4,
      oauth_referral_source: 'BROWSER',
    },
  });
  assert.equal(created?.headers['content-type'], 'application/json');
  assert.equal(created?.headers['accept-language'], 'en');
  assert.equal(Buffer.from(String(created?.headers['x-callback-payload']), 'base64').toString(), 'repair_ä');
  for (const {headers} of vendor.seen) {
    assert.equal(headers.authorization, `Basic ${Buffer.from('client_1:key_1').toString('base64')}`);
    assert.equal(headers['accept-version'], 'v20250224');
    assert.equal(headers.accept, 'application/json');
  }
});

test('the longest repair id fits into the callback payload', async t => {
  const {vendor, backend} = await setUp(t, denied);
  assert.equal((await backend.fetch(tokenRequest('conn_mx', {repairId: '€'.repeat(256)}))).status, 200);
  assert.equal(String(vendor.seen[1]?.headers['x-callback-payload']).length, 1024);
});

test('the older API version is selected by its media type', async t => {
  const {vendor, backend} = await setUp(t, denied, {apiVersion: 'v20111101'});
  assert.equal((await backend.fetch(tokenRequest('conn_mx'))).status, 200);
  for (const {headers} of vendor.seen) {
    assert.equal(headers.accept, 'application/vnd.mx.api.v1+json');
    assert.equal('accept-version' in headers, false);
  }
});

test('the host’s options are sent to MX', async t => {
  const {vendor, backend} = await setUp(t, denied, {colorScheme: 'dark', useCases: ['PFM']});
  await backend.fetch(tokenRequest('conn_mx'));
  const body = sentWidgetUrl(vendor);
  assert.equal(body['color_scheme'], 'dark');
  assert.deepEqual(body['use_cases'], ['PFM']);
});

test('the language is that of the page if MX supports it, else the configured one, else English', async t => {
  for (const [locale, language, expected] of [
    ['es-MX', undefined, 'es'],
    ['fr', undefined, 'fr-CA'],
    ['fr_FR', 'es', 'fr-CA'],
    ['EN-gb', 'es', 'en'],
    ['de', 'es', 'es'],
    ['de', undefined, 'en'],
    ['constructor', undefined, 'en'],
    [undefined, 'fr-CA', 'fr-CA'],
  ] as const) {
    const {vendor, backend} = await setUp(t, denied, {language});
    await backend.fetch(tokenRequest('conn_mx', {locale}));
    assert.equal(vendor.seen[1]?.headers['accept-language'], expected, `${locale} ${language}`);
  }
});

test('every status of MX opens the widget or has its status or code', async t => {
  const opens =
    'PREVENTED DENIED CHALLENGED REJECTED LOCKED IMPEDED IMPORTED EXPIRED IMPAIRED PENDING A_NEW_STATUS'.split(' ');
  const expected: [status: string, answer: string][] = [
    ...opens.map(status => [status, 'ACTION_REQUIRED'] as [string, string]),
    ...['CREATED', 'RECONNECTED', 'UPDATED', 'RESUMED'].map(status => [status, 'WAIT'] as [string, string]),
    ...['DISCONNECTED', 'DISCONTINUED', 'CLOSED', 'DISABLED'].map(status => [status, 'ABORT'] as [string, string]),
    ['DEGRADED', 'institution-unavailable'],
    ['DELAYED', 'not-ready'],
    ['FAILED', 'not-ready'],
    ['CONNECTED', 'CONTINUE'],
  ];
  assert.equal(expected.length, 23);
  for (const [status, answer] of expected) {
    const {vendor, backend} = await setUp(t, script({[memberPath]: member(status)}));
    const given = await json(await backend.fetch(tokenRequest('conn_mx')));
    assert.equal(given['code'] ?? given['status'], answer, status);
    assert.equal(vendor.seen.length, answer === 'ACTION_REQUIRED' ? 2 : 1, status);
    if (answer === 'WAIT') assert.ok(Number(given['retryAfter']) > 0);
    if (answer === 'ACTION_REQUIRED') assert.equal('update_credentials' in sentWidgetUrl(vendor), false, status);
  }
});

test('a healthy member opens the widget only with a reason of an expiring consent', async t => {
  const table: [reply: object, statusReason: string | undefined, renews: boolean][] = [
    [{}, undefined, false],
    [{}, 'ACCESS_EXPIRING_SOON', true],
    [{}, 'pending_expiration', true],
    [{}, 'CONSENT_EXPIRED', true],
    [{}, 'NEW_ACCOUNTS_AVAILABLE', false],
    [{needs_updated_credentials: true}, undefined, true],
    [{needs_updated_credentials: 'yes'}, undefined, false],
    [{error: {error_code: 2004}}, undefined, true],
    [{most_recent_job_detail_code: 2004}, undefined, true],
    [{most_recent_job_detail_code: 1000}, undefined, false],
  ];
  for (const [more, statusReason, renews] of table) {
    const {vendor, backend} = await setUp(t, script({[memberPath]: member('CONNECTED', more)}));
    const {status} = await json(await backend.fetch(tokenRequest('conn_mx', {statusReason})));
    assert.equal(status, renews ? 'ACTION_REQUIRED' : 'CONTINUE', JSON.stringify([more, statusReason]));
    if (renews) assert.equal(sentWidgetUrl(vendor)['update_credentials'], true);
  }
});

test('update_credentials is not sent for a broken member, and the host can decide on it', async t => {
  const {vendor, backend} = await setUp(t, script({[memberPath]: member('DENIED', {needs_updated_credentials: true})}));
  await backend.fetch(tokenRequest('conn_mx', {statusReason: 'CONSENT_EXPIRED'}));
  assert.equal('update_credentials' in sentWidgetUrl(vendor), false);

  const calls: unknown[] = [];
  const decide: NonNullable<MxOptions['updateCredentials']> = ({status, statusReason, hint, connection}) => {
    calls.push([status, statusReason, hint, connection.memberGuid]);
    return hint === 'HOST_REASON';
  };
  const {backend: own} = await setUp(t, script({[memberPath]: member('CONNECTED')}), {updateCredentials: decide});
  assert.equal(
    (await json(await own.fetch(tokenRequest('conn_mx', {statusReason: 'HOST_REASON'}))))['status'],
    'ACTION_REQUIRED',
  );
  assert.equal((await json(await own.fetch(tokenRequest('conn_mx', {statusReason: '2004'}))))['status'], 'CONTINUE');
  assert.deepEqual(calls, [
    ['CONNECTED', null, 'HOST_REASON', 'MBR-1'],
    ['CONNECTED', null, '2004', 'MBR-1'],
  ]);
});

test('the status answer has the member’s status, its institution and the time of the aggregation', async t => {
  const institution = {id: 'bank_1', name: 'Harbor Bank'};
  for (const [status, more, expected] of [
    ['DENIED', {}, {status: 'DENIED', statusReason: null, institution}],
    [
      'FAILED',
      {aggregated_at: '2026-11-20T10:00:00Z', error: {error_code: 3000}, name: null},
      {status: 'FAILED', statusReason: '3000', institution: {id: 'bank_1'}, updatedAt: '2026-11-20T10:00:00.000Z'},
    ],
    [
      'CONNECTED',
      {successfully_aggregated_at: '2026-11-20T10:00:00Z', needs_updated_credentials: true},
      {
        status: 'CONNECTED',
        statusReason: 'NEEDS_UPDATED_CREDENTIALS',
        institution,
        updatedAt: '2026-11-20T10:00:00.000Z',
      },
    ],
    ['A_NEW_STATUS', {aggregated_at: 'soon'}, {status: 'A_NEW_STATUS', statusReason: null, institution}],
  ] as const) {
    const {backend} = await setUp(t, script({[memberPath]: member(status, more)}));
    const {provider, ...answer} = await json(await backend.fetch(statusRequest('conn_mx')));
    assert.equal(provider, 'mx');
    assert.deepEqual(answer, expected);
  }
});

test('ids are encoded in the path', async t => {
  const connection = {provider: 'mx', userGuid: '../a?b', memberGuid: '../../c#d'} as const;
  const {vendor, backend} = await setUp(t, denied, {}, {findConnection: () => connection});
  await backend.fetch(statusRequest('conn_mx'));
  assert.equal(vendor.seen[0]?.path, '/users/..%2Fa%3Fb/members/..%2F..%2Fc%23d');
});

test('every error of MX is mapped to a documented code, on every route', async t => {
  const logger = recordingLogger();
  const {vendor, backend} = await setUp(t, () => ({}), {}, {logger});
  for (const [status, code, answered] of [
    [400, 'invalid-configuration', 500],
    [401, 'backend-unavailable', 502],
    [403, 'backend-unavailable', 502],
    [404, 'connection-not-found', 404],
    [405, 'invalid-configuration', 500],
    [406, 'invalid-configuration', 500],
    [409, 'backend-unavailable', 502],
    [422, 'invalid-configuration', 500],
    [429, 'rate-limited', 429],
    [500, 'backend-unavailable', 502],
    [503, 'backend-unavailable', 502],
  ] as const) {
    for (const body of ['', '<html>', {error: {type: 'some_words', message: 'a text of MX'}}]) {
      vendor.reply = () => ({status, body});
      for (const request of [tokenRequest('conn_mx'), completeRequest('conn_mx'), statusRequest('conn_mx')]) {
        const response = await backend.fetch(request);
        const text = await response.text();
        const problem = JSON.parse(text) as Record<string, unknown>;
        assert.deepEqual([response.status, problem['code']], [answered, code], `${status}`);
        assert.deepEqual(problem['vendor'], typeof body === 'string' ? {} : {type: 'some_words'});
        assert.doesNotMatch(text, /a text/);
      }
    }
  }
  assert.doesNotMatch(JSON.stringify(logger.lines), /a text/);
});

test('a rate limit at either call passes on Retry-After', async t => {
  const limited = {status: 429, headers: {'retry-after': '7'}};
  for (const reply of [script({[memberPath]: limited}), script({[memberPath]: member('DENIED')}, limited)]) {
    const {backend} = await setUp(t, reply);
    const response = await backend.fetch(tokenRequest('conn_mx'));
    assert.equal(response.status, 429);
    assert.equal(response.headers.get('retry-after'), '7');
    assert.equal((await json(response))['retryAfter'], 7);
  }
});

test('an incomplete answer of MX is a 502', async t => {
  for (const reply of [
    script({[memberPath]: {body: {}}}),
    script({[memberPath]: {body: {member: {guid: 'MBR-1'}}}}),
    script({[memberPath]: member('DENIED')}, {body: {widget_url: {}}}),
    script({[memberPath]: member('DENIED')}, {body: {widget_url: 'https://elsewhere.example'}}),
  ]) {
    const {backend} = await setUp(t, reply);
    const response = await backend.fetch(tokenRequest('conn_mx'));
    assert.equal(response.status, 502);
    assert.equal((await json(response))['code'], 'backend-unavailable');
  }
});

test('mx() throws for invalid options', () => {
  const options: MxOptions = {clientId: 'client_1', apiKey: 'key_1', environment: 'sandbox'};
  assert.doesNotThrow(() => mx({...options, apiKey: () => '', webhook: {username: 'a', password: 'b:c'}}));
  for (const wrong of [
    {clientId: ''},
    {apiKey: ''},
    {environment: 'development' as 'sandbox'},
    {apiVersion: 'v1' as MxApiVersion},
    {baseUrl: 'http://elsewhere.example'},
    {timeout: 0},
    {language: 'de'},
    {webhook: []},
    {webhook: {username: '', password: 'b'}},
    {webhook: {username: 'a', password: ''}},
    {webhook: {username: 'a:b', password: 'c'}},
    {webhook: [{username: 'a', password: 'b'}, {username: 'a'} as {username: string; password: string}]},
  ]) {
    assert.throws(() => mx({...options, ...wrong}), {name: 'ConfigurationError'}, JSON.stringify(wrong));
  }
});
