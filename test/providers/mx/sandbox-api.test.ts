import assert from 'node:assert/strict';
import {test} from 'node:test';
import {advance, call, change, sandboxFor, setVariants, type Json} from '../../sandbox/support.js';
import {api, basic, good, load, members, mxOf, repairOf, userGuid, widgetUrl} from './connect.js';

const oldVersion = {Authorization: good['Authorization'] ?? '', Accept: 'application/vnd.mx.api.v1+json'};

test('a widget URL has the documented format and the stand-in’s origin', async t => {
  const sandbox = await sandboxFor(t);
  const {status, body} = await api(sandbox, 'POST', '/widget_urls', {widget_url: repairOf(members.password)});
  assert.equal(status, 200);
  const {type, url, user_id} = body['widget_url'] as Json;
  assert.deepEqual([type, user_id], ['connect_widget', 'customer-1']);
  assert.match(String(url), new RegExp(`^${mxOf(sandbox)}/md/connect/[\\w-]{20,}$`));
});

test('the older version is selected by media type and answers in it', async t => {
  const sandbox = await sandboxFor(t);
  const response = await fetch(`${mxOf(sandbox)}/users/${userGuid}/members/${members.code}`, {headers: oldVersion});
  assert.equal(response.status, 200);
  assert.match(response.headers.get('Content-Type') ?? '', /^application\/vnd\.mx\.api\.v1\+json/);
  const {member} = (await response.json()) as {member: Json};
  assert.deepEqual([member['guid'], member['connection_status']], [members.code, 'CHALLENGED']);
});

test('a call without a version or with an unknown one is 406', async t => {
  const sandbox = await sandboxFor(t);
  const {Authorization = ''} = good;
  const url = `${mxOf(sandbox)}/users/${userGuid}/members`;
  const asking: Record<string, string>[] = [
    {},
    {Accept: 'application/json'},
    {'Accept-Version': 'v20111101'},
    // An unknown version is an error even with a valid media type.
    {'Accept-Version': 'v1', Accept: 'application/vnd.mx.api.v1+json'},
  ];
  for (const headers of asking) {
    assert.equal((await call('GET', url, undefined, {Authorization, ...headers})).status, 406, JSON.stringify(headers));
  }
});

test('credentials are a client id with its key, for one environment', async t => {
  const sandbox = await sandboxFor(t);
  for (const Authorization of [
    '',
    'Bearer sandbox_api_key',
    basic('sandbox_client_id', 'wrong'),
    basic('sandbox_client_id', 'production_api_key'),
    basic('constructor', ''),
    basic('unknown', 'sandbox_api_key'),
  ]) {
    assert.equal((await api(sandbox, 'GET', '/members', undefined, {Authorization})).status, 401, Authorization);
  }
  const other = {Authorization: basic('production_client_id', 'production_api_key')};
  assert.equal((await api(sandbox, 'GET', '/members', undefined, other)).status, 404);
  assert.equal((await api(sandbox, 'POST', '/widget_urls', {widget_url: repairOf(members.code)}, other)).status, 404);
});

for (const [what, body, status] of [
  ['no widget_url', {widget_type: 'connect_widget'}, 400],
  ['no widget_type', {widget_url: {current_member_guid: members.code}}, 400],
  ['another widget', {widget_url: {widget_type: 'pulse_widget'}}, 422],
  ['a flag that is none', {widget_url: {...repairOf(members.code), update_credentials: 'true'}}, 422],
  ['an unknown referral source', {widget_url: {...repairOf(members.code), oauth_referral_source: 'WEB'}}, 422],
  ['an unknown message version', {widget_url: {...repairOf(members.code), ui_message_version: 5}}, 422],
  ['an unknown colour scheme', {widget_url: {...repairOf(members.code), color_scheme: 'blue'}}, 422],
  ['a use case that is none', {widget_url: {...repairOf(members.code), use_cases: ['LENDING']}}, 422],
  [
    'no search and nothing to begin with',
    {widget_url: {widget_type: 'connect_widget', disable_institution_search: true}},
    400,
  ],
  ['a member that is not there', {widget_url: repairOf('MBR-unknown')}, 404],
  ['fields that are not known, and null', {widget_url: {...repairOf(members.code), later: 1, locale: null}}, 200],
] as const) {
  test(`a widget request with ${what} is ${status}`, async t => {
    assert.equal((await api(await sandboxFor(t), 'POST', '/widget_urls', body)).status, status);
  });
}

test('a callback payload can have 1024 characters', async t => {
  const sandbox = await sandboxFor(t);
  const body = {widget_url: repairOf(members.code)};
  for (const [length, status] of [
    [1024, 200],
    [1025, 422],
  ] as const) {
    const headers = {'X-CALLBACK-PAYLOAD': 'a'.repeat(length)};
    assert.equal((await api(sandbox, 'POST', '/widget_urls', body, headers)).status, status);
  }
});

test('only the older version has the deprecated call', async t => {
  const sandbox = await sandboxFor(t);
  const url = `${mxOf(sandbox)}/users/${userGuid}/connect_widget_url`;
  const body = {config: {current_member_guid: members.password}};
  const old = await call('POST', url, body, oldVersion);
  assert.equal(old.status, 200);
  const {connect_widget_url, guid} = old.body['user'] as Json;
  assert.equal(guid, userGuid);
  assert.ok(await load(String(connect_widget_url)));
  assert.equal((await call('POST', url, body, {...good})).status, 404);
});

test('members are listed by page and read by guid', async t => {
  const sandbox = await sandboxFor(t);
  const {body} = await api(sandbox, 'GET', '/members?page=2&records_per_page=3');
  assert.deepEqual(
    (body['members'] as Json[]).map(({guid}) => guid),
    [members.consent],
  );
  assert.deepEqual(body['pagination'], {current_page: 2, per_page: 3, total_entries: 4, total_pages: 2});
  const member = (await api(sandbox, 'GET', `/members/${members.oauth}`)).body['member'] as Json;
  assert.deepEqual(
    [member['is_oauth'], member['institution_code'], member['needs_updated_credentials'], member['user_guid']],
    [true, 'meridian_trust', true, userGuid],
  );
  const status = (await api(sandbox, 'GET', `/members/${members.code}/status`)).body['member'] as Json;
  assert.deepEqual([status['connection_status'], status['is_authenticated']], ['CHALLENGED', false]);
  assert.equal((status['challenges'] as unknown[]).length, 1);
  assert.equal((await api(sandbox, 'GET', '/members/MBR-unknown')).status, 404);
});

test('a client creates users and members, and deletes members', async t => {
  const sandbox = await sandboxFor(t);
  const created = await call('POST', `${mxOf(sandbox)}/users`, {user: {id: 'mine'}}, good);
  const {guid, id} = created.body['user'] as Json;
  assert.equal(id, 'mine');
  const path = `${mxOf(sandbox)}/users/${String(guid)}/members`;
  const add = async (member: Json): Promise<Json> =>
    (await call('POST', path, {member: {institution_code: 'northlight', ...member}}, good)).body['member'] as Json;
  const withPassword = (value: string): Json => ({
    credentials: [
      {guid: 'CRD-1', value: 'user_good'},
      {guid: 'CRD-2', value},
    ],
  });
  assert.equal((await add(withPassword('pass_good')))['connection_status'], 'CONNECTED');
  const denied = await add(withPassword('wrong'));
  assert.equal(denied['connection_status'], 'DENIED');
  assert.equal((await add({is_oauth: true}))['connection_status'], 'PENDING');
  assert.equal((await call('POST', path, {member: {institution_code: 'nowhere'}}, good)).status, 404);
  // Members of another user are not found.
  assert.equal((await api(sandbox, 'GET', `/members/${String(denied['guid'])}`)).status, 404);
  const one = `${path}/${String(denied['guid'])}`;
  assert.equal((await fetch(one, {method: 'DELETE', headers: good})).status, 204);
  assert.equal((await call('GET', one, undefined, good)).status, 404);
});

test('a URL loads once', async t => {
  const sandbox = await sandboxFor(t);
  const url = await widgetUrl(sandbox, repairOf(members.password));
  assert.ok(await load(url));
  const again = await fetch(url);
  const page = await again.text();
  assert.equal(again.status, 200);
  assert.match(page, /has been used before/);
  assert.doesNotMatch(page, /<script|data-session/);
});

test('a URL expires after ten minutes', async t => {
  const sandbox = await sandboxFor(t, {now: () => Date.UTC(2030, 0, 1)});
  const [early, late] = [
    await widgetUrl(sandbox, repairOf(members.password)),
    await widgetUrl(sandbox, repairOf(members.password)),
  ];
  await advance(sandbox, 599);
  assert.ok(await load(early));
  await advance(sandbox, 1);
  assert.equal(await load(late), null);
});

test('a variant sets the response at a used URL', async t => {
  const sandbox = await sandboxFor(t);
  const used = `${mxOf(sandbox)}/md/connect/made-up`;
  await setVariants(sandbox, {mx: {usedUrl: 'load-only'}});
  assert.match(await (await fetch(used)).text(), /<script type="module" src="\/assets\/expired-url-page\.js">/);
  await setVariants(sandbox, {mx: {usedUrl: 'not-found'}});
  assert.equal((await fetch(used)).status, 404);
});

test('the widget page can be framed, has a strict policy and the requested language', async t => {
  const sandbox = await sandboxFor(t);
  const url = await widgetUrl(sandbox, repairOf(members.password), {'Accept-Language': 'fr-CA'});
  const response = await fetch(url);
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  assert.match(policy, /frame-ancestors \*/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.match(await response.text(), /data-language="fr-CA"/);
});

test('unknown sessions and actions are 404', async t => {
  const sandbox = await sandboxFor(t);
  const id = await load(await widgetUrl(sandbox, repairOf(members.password)));
  assert.equal((await call('GET', `${mxOf(sandbox)}/session/unknown`)).status, 404);
  assert.equal((await call('POST', `${mxOf(sandbox)}/session/${id}`, {action: 'constructor'})).status, 404);
  assert.equal((await call('POST', `${mxOf(sandbox)}/session/${id}`, {action: 'ping'})).status, 200);
});

test('a reset restores deleted members and ends URLs and sessions', async t => {
  const sandbox = await sandboxFor(t);
  const [used, unused] = [
    await widgetUrl(sandbox, repairOf(members.password)),
    await widgetUrl(sandbox, repairOf(members.password)),
  ];
  const session = `${mxOf(sandbox)}/session/${await load(used)}`;
  await call('POST', session, {action: 'delete'});
  await call('POST', `${sandbox.url}/control/reset`);
  assert.equal((await api(sandbox, 'GET', `/members/${members.password}`)).status, 200);
  assert.equal((await call('GET', session)).status, 404);
  assert.equal(await load(unused), null);
});

test('all 22 statuses and their reasons can be set', async t => {
  const sandbox = await sandboxFor(t);
  const names =
    'CREATED PREVENTED DENIED CHALLENGED REJECTED LOCKED CONNECTED IMPEDED RECONNECTED DEGRADED DISCONNECTED ' +
    'DISCONTINUED CLOSED DELAYED FAILED UPDATED DISABLED IMPORTED RESUMED EXPIRED IMPAIRED PENDING';
  for (const status of names.split(' ')) {
    assert.equal((await change(sandbox, 'mx', {status})).body['status'], status);
  }
  await change(sandbox, 'mx', {status: 'FAILED', statusReason: '3000'});
  const failed = (await api(sandbox, 'GET', `/members/${members.password}`)).body['member'] as Json;
  assert.equal(failed['most_recent_job_detail_code'], 3000);
  assert.ok(!('error' in failed));
  assert.equal((await change(sandbox, 'mx', {status: 'BROKEN'})).status, 400);
});

test('a fault applies to the API and not to the widget', async t => {
  const sandbox = await sandboxFor(t);
  const url = await widgetUrl(sandbox, repairOf(members.password));
  await call('PUT', `${sandbox.url}/control/faults`, {mx: {status: 429, retryAfter: 7, times: 1}});
  const response = await fetch(`${mxOf(sandbox)}/users/${userGuid}/members`, {headers: good});
  assert.equal(response.status, 429);
  assert.equal(response.headers.get('Retry-After'), '7');
  assert.ok(((await response.json()) as {error: Json}).error['message']);
  await call('PUT', `${sandbox.url}/control/faults`, {mx: {status: 503}});
  assert.ok(await load(url));
});
