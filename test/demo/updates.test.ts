import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {startDemo} from '../../demo/host.js';
import {call, sandboxFor, type Json} from '../sandbox/support.js';

/** An open page's stream. */
async function openStream(t: TestContext, url: string) {
  const ending = new AbortController();
  t.after(() => ending.abort());
  // An update that does not come is a failure soon, and not at the end of the client's patience.
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
    /** The next update about a connection with that status: what the demo's own beginnings bring may come in between. */
    async next(id: string, status: string) {
      for (;;) {
        const update = JSON.parse(/^data: (.*)$/m.exec(await nextMessage())?.[1] ?? '') as Json;
        if (update['id'] === id && update['status'] === status) return update;
      }
    },
  };
}

/** The demo with its page opened once, so that its connections are there. */
async function startStage(t: TestContext) {
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

/** A warning of Plaid's is about an item that works. */
const works = {status: 'HEALTHY'};

for (const [id, provider, changes, expected] of [
  ['conn_plaid', 'plaid', [works], ['HEALTHY', null, 'healthy']],
  [
    'conn_plaid_popup',
    'plaid',
    [works, {...works, statusReason: 'PENDING_EXPIRATION'}],
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
  test(`an open page is told what a webhook of ${provider} brings: ${expected.join(' ')} for ${id}`, async t => {
    const {demo, change: steer} = await startStage(t);
    const {type, hello, next} = await openStream(t, demo.url);
    assert.match(type ?? '', /^text\/event-stream/);
    assert.match(hello, /^event: hello$/m);
    let update: Json = {};
    for (const change of changes) {
      assert.equal((await steer(id, change)).status, 200);
      update = await next(id, change.status);
    }
    const {status, statusReason, tone, ...rest} = update;
    assert.deepEqual([status, statusReason, tone], expected);
    assert.deepEqual(rest, {id, provider, source: 'webhook'});
  });
}

test('every open page is told, and one that has gone is forgotten', async t => {
  const {demo, change} = await startStage(t);
  const gone = new AbortController();
  await fetch(`${demo.url}/demo/updates`, {signal: gone.signal});
  const [one, other] = await Promise.all([openStream(t, demo.url), openStream(t, demo.url)]);
  gone.abort();
  await change('conn_meld', {status: 'ACTIVE'});
  const updates = [await one.next('conn_meld', 'ACTIVE'), await other.next('conn_meld', 'ACTIVE')];
  assert.deepEqual(
    updates.map(({tone}) => tone),
    ['healthy', 'healthy'],
  );
});
