import assert from 'node:assert/strict';
import {test} from 'node:test';
import {startDemo} from '../../demo/host.js';
import {sandboxFor} from '../sandbox/support.js';

for (const [env, message] of [
  [{PLAID_SECRET: 's'}, 'PLAID_SECRET is set, so PLAID_CLIENT_ID must be set too.'],
  [{PLAID_ENV: 'sandbox'}, 'PLAID_ENV is set, so PLAID_CLIENT_ID must be set too.'],
  [{PLAID_ACCESS_TOKEN: 'a'}, 'PLAID_ACCESS_TOKEN is set, so PLAID_CLIENT_ID must be set too.'],
  [{PLAID_CLIENT_ID: 'c'}, 'PLAID_CLIENT_ID is set, so PLAID_SECRET must be set too.'],
  [{MELD_ENV: 'sandbox'}, 'MELD_ENV is set, so MELD_API_KEY must be set too.'],
  [{MELD_CONNECTION_ID: 'm'}, 'MELD_CONNECTION_ID is set, so MELD_API_KEY must be set too.'],
  [{MELD_API_KEY: 'k'}, 'MELD_API_KEY is set, so MELD_CONNECTION_ID must be set too.'],
] as const) {
  test(`${Object.keys(env).join()} alone is refused: ${message}`, async t => {
    const sandbox = await sandboxFor(t);
    await assert.rejects(startDemo({port: 0, sandbox, env}), {message});
  });
}

test('empty variables are none', async t => {
  const sandbox = await sandboxFor(t);
  const demo = await startDemo({port: 0, sandbox, env: {PLAID_SECRET: '', MELD_ENV: ''}});
  await demo.close();
});
