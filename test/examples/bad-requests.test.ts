import assert from 'node:assert/strict';
import {once} from 'node:events';
import {it} from 'node:test';
import {statusOf} from '../helpers/raw-request.js';
import {startInExample} from './run-example.js';

/** Runs the module of an example that exports `startHost`, on the sandbox. */
const startHostWith = (settings: string): [string, ...string[]] => [
  'node',
  '--input-type=module',
  '--eval',
  `import {startSandbox} from 'bank-reconnect/sandbox';
   import {startHost} from './host.js';
   const sandbox = await startSandbox({port: 0});
   console.log((await startHost(${settings})).url);`,
];

/** The server of each example that answers a browser by itself. */
const servers: Record<string, [string, ...string[]]> = {
  first: ['node', 'server.js'],
  backend: startHostWith(`{sandbox, folder: 'node_modules/bank-reconnect/examples/html', port: 0}`),
  'end-to-end': startHostWith(`{
    meld: {apiKey: 'sandbox_api_key', environment: 'sandbox', webhookSecret: 'secret', baseUrl: sandbox.origins.meld},
    widgetOrigin: sandbox.origins.meld,
    sendMail() {},
  }`),
  'own-provider': ['node', 'host.js'],
};

for (const [name, command] of Object.entries(servers)) {
  it(`a bad request does not end the server of the example ${name}`, async t => {
    const server = await startInExample(t, name, command, {PORT: '0', SANDBOX_PORT: '0'});
    const [printed] = (await once(server.stdout, 'data')) as [Buffer];
    const url = /http:\S+/.exec(String(printed))![0];
    assert.equal(await statusOf(url, '//'), 400, 'a path that is no URL');
    for (const path of ['/element/chunks', '/element/', '/element/none.js', '/element/%00.js'])
      assert.equal(await statusOf(url, path), 404, path);
    assert.equal(await statusOf(url, '/'), 200);
  });
}
