import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {it} from 'node:test';
import {poll} from '../../src/testing/driver/poll.js';
import {signIn} from '../e2e/support/repair-page.js';
import {controlOf, type ControlSandbox} from '../e2e/support/sandbox-control.js';
import {inApp} from './support/app-suite.js';
import {banks} from './support/banks-page.js';
import {folderOf, runServer, type Serve} from './support/servers.js';

let control: ControlSandbox;
let worker: Awaited<ReturnType<ReturnType<typeof runServer>>>;

/** What keeps Wrangler off the network, and its files in the example's folder. */
const environment = {
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  XDG_CONFIG_HOME: join(folderOf('workers'), '.config'),
};

const serveWorker: Serve = async sandbox => {
  control = controlOf(sandbox.url);
  const variables = {SANDBOX_URL: sandbox.url, MELD_URL: sandbox.origins.meld};
  const options = Object.entries(variables).flatMap(([name, value]) => ['--var', `${name}:${value}`]);
  worker = await runServer(
    'workers',
    port => [
      ...(['node_modules/wrangler/bin/wrangler.js', 'dev', '--ip', '127.0.0.1', '--port', String(port)] as const),
      ...['--inspector-port', '0', ...options],
    ],
    environment,
  )();
  return worker;
};

inApp('the Worker', serveWorker, inPage => {
  it(
    'repairs a connection, and keeps its status in Workers KV',
    inPage('/', async host => {
      await host.repair(banks.meld);
      await signIn(await host.widgetOf(banks.meld));
      await host.waitForEvent('repair-confirmed');
      const stored = readdirSync(join(folderOf('workers'), '.wrangler', 'state', 'v3', 'kv', 'local', 'blobs'));
      assert.notEqual(stored.length, 0);
    }),
  );

  it(
    'accepts a webhook',
    inPage('/', async () => {
      await control('PUT', '/webhooks', {meld: `${worker.url}/api/bank/webhooks/meld`});
      await control('PATCH', '/connections/meld/connMeridianTrust1', {status: 'DEGRADED'});
      await poll('the webhook', () => Promise.resolve(worker.output().includes('webhook: DEGRADED')));
    }),
  );
});
