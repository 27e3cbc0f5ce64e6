import {it} from 'node:test';
import {poll} from '../../src/testing/driver/poll.js';
import {signIn} from '../e2e/support/repair-page.js';
import {controlOf} from '../e2e/support/sandbox-control.js';
import {inApp} from './support/app-suite.js';
import {banks} from './support/banks-page.js';
import {runServer, type Serve} from './support/servers.js';

let sandboxUrl = '';

const worker: Serve = sandbox => {
  sandboxUrl = sandbox.url;
  const variables = {SANDBOX_URL: sandbox.url, MELD_URL: sandbox.origins.meld};
  const options = Object.entries(variables).flatMap(([name, value]) => ['--var', `${name}:${value}`]);
  return runServer(
    'workers',
    port => ['node_modules/wrangler/bin/wrangler.js', 'dev', '--ip', '127.0.0.1', '--port', String(port), ...options],
    {WRANGLER_SEND_METRICS: 'false'},
  )(sandbox);
};

inApp('the Worker', worker, inPage => {
  it(
    'repairs a connection, and accepts a webhook',
    inPage('/', async host => {
      await host.repair(banks.meld);
      await signIn(await host.widgetOf(banks.meld));
      await host.waitForEvent('repair-confirmed');

      const control = controlOf(sandboxUrl);
      const origin = await host.page.evaluate(() => location.origin);
      await control('PUT', '/webhooks', {meld: `${origin}/api/bank/webhooks/meld`});
      await control('PATCH', '/connections/meld/connMeridianTrust1', {status: 'RECONNECT_REQUIRED'});
      await poll('the webhook', async () => {
        const {deliveries} = (await control('GET', '/webhooks')) as {deliveries: {state: string}[]};
        return deliveries.some(({state}) => state === 'delivered');
      });
    }),
  );
});
