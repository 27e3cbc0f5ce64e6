import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {startDemo} from '../../demo/host.js';
import {call, sandboxFor, type Json} from '../sandbox/support.js';

/** Opens the stream of a page. */
async function openStream(t: TestContext, url: string) {
  const ending = new AbortController();
  t.after(() => ending.abort());
  // A missing update fails the test before the client's own time limit.
  const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(20_000)]);
  const response = await fetch(`${url}/demo/updates`, {signal});
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const nextMessage = async (): Promise<string> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const message = text.slice(0, end);
        text = text.slice(end + 2);
        return message;
      }
      const {value, done} = await reader.read();
      if (done) throw new Error('The stream has ended.');
      text += value;
    }
  };
  const hello = await nextMessage();
  return {
    type: response.headers.get('content-type'),
    hello,
    /** Returns the next update of a connection with that status. Updates of the demo's start can precede it. */
    async next(id: string, status: string) {
      for (;;) {
        const update = JSON.parse(/^data: (.*)$/m.exec(await nextMessage())?.[1] ?? '') as Json;
        if (update['id'] === id && update['status'] === status) return update;
      }
    },
  };
}

/** Starts the demo and loads its page, which creates its connections. */
async function startFixture(t: TestContext) {
  const sandbox = await sandboxFor(t);
  const demo = await startDemo({port: 0, sandbox});
  t.after(() => demo.close());
  await fetch(demo.url);
  const change = async (id: string, body: Json) => {
    const {providerConnectionId, provider} = (await call('GET', `${demo.url}/demo/connections/${id}`)).body;
    const path = `/control/connections/${String(provider)}/${String(providerConnectionId)}`;
    return await call('PATCH', sandbox.url + path, body);
  };
  return {sandbox, demo, change};
}

/** Plaid's warnings are about healthy items. */
const healthy = {status: 'HEALTHY'};

for (const [id, provider, changes, expected] of [
  ['conn_plaid', 'plaid', [healthy], ['HEALTHY', null, 'healthy']],
  [
    'conn_plaid_popup',
    'plaid',
    [healthy, {...healthy, statusReason: 'PENDING_EXPIRATION'}],
    ['HEALTHY', 'PENDING_EXPIRATION', 'soon'],
  ],
  ['conn_mx', 'mx', [{status: 'LOCKED'}], ['LOCKED', null, 'broken']],
  [
    'conn_meld',
    'meld',
    [{status: 'DEGRADED', statusReason: 'INSTITUTION_CURRENTLY_UNAVAILABLE'}],
    ['DEGRADED', 'INSTITUTION_CURRENTLY_UNAVAILABLE', 'waiting'],
  ],
  ['conn_quiltt', 'quiltt', [{status: 'SYNCED'}], ['SYNCED', null, 'healthy']],
] as const) {
  test(`a webhook of ${provider} updates an open page: ${expected.join(' ')} for ${id}`, async t => {
    const {demo, change: changeConnection} = await startFixture(t);
    const {type, hello, next} = await openStream(t, demo.url);
    assert.match(type ?? '', /^text\/event-stream/);
    assert.match(hello, /^event: hello$/m);
    let update: Json = {};
    for (const change of changes) {
      assert.equal((await changeConnection(id, change)).status, 200);
      update = await next(id, change.status);
    }
    const {status, statusReason, tone, ...rest} = update;
    assert.deepEqual([status, statusReason, tone], expected);
    assert.deepEqual(rest, {id, provider, source: 'webhook'});
  });
}

test('every open page gets the updates after another one has been closed', async t => {
  const {demo, change} = await startFixture(t);
  const closed = new AbortController();
  await fetch(`${demo.url}/demo/updates`, {signal: closed.signal});
  const [one, other] = await Promise.all([openStream(t, demo.url), openStream(t, demo.url)]);
  closed.abort();
  await change('conn_meld', {status: 'ACTIVE'});
  const updates = [await one.next('conn_meld', 'ACTIVE'), await other.next('conn_meld', 'ACTIVE')];
  assert.deepEqual(
    updates.map(({tone}) => tone),
    ['healthy', 'healthy'],
  );
});
