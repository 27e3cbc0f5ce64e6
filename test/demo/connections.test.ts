import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {startDemo} from '../../demo/host.js';
import {call, sandboxFor, type Json} from '../sandbox/support.js';

/** The demo on a sandbox of its own. */
async function startStage(t: TestContext) {
  const sandbox = await sandboxFor(t);
  const demo = await startDemo({port: 0, sandbox});
  t.after(() => demo.close());
  const view = async (id: string) => (await call('GET', `${demo.url}/demo/connections/${id}`)).body;
  const listed = async () => (await call('GET', `${sandbox.url}/control/connections`)).body as unknown as Json[];
  return {sandbox, demo, view, listed};
}

test('the demo uses the connections that the sandbox starts with, and adds none', async t => {
  const {demo, listed} = await startStage(t);
  const before = await listed();
  const page = await (await fetch(demo.url)).text();
  for (const {provider, id} of before) {
    const row = new RegExp(`<li[^>]+data-provider="${String(provider)}"[^>]+data-vendor-id="${String(id)}"`);
    assert.match(page, row);
  }
  assert.deepEqual(await listed(), before);
});

for (const [provider, healthy, broken] of [
  ['plaid', 'HEALTHY', 'ITEM_LOGIN_REQUIRED'],
  ['meld', 'ACTIVE', 'RECONNECT_REQUIRED'],
] as const) {
  test(`what is steered at ${provider} is what the demo shows, also after a reset, and it can be broken again`, async t => {
    const {sandbox, demo, view, listed} = await startStage(t);
    const id = `conn_${provider}`;
    assert.equal((await view(id))['status'], broken);
    await call('POST', `${sandbox.url}/control/reset`);
    const [seeded, ...more] = (await listed()).filter(connection => connection['provider'] === provider);
    assert.deepEqual(more, []);
    await call('PATCH', `${sandbox.url}/control/connections/${provider}/${String(seeded?.['id'])}`, {status: healthy});
    assert.equal((await view(id))['status'], healthy);
    const {status, body} = await call('POST', `${demo.url}/demo/connections/${id}/break`, undefined, {
      Origin: demo.url,
    });
    assert.deepEqual([status, body['status']], [200, broken]);
    assert.equal((await listed()).length, 2);
  });
}
