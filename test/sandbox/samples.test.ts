import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createRepairBackend} from '../../src/backend/index.js';
import {providerOf} from '../../src/cli/demo/providers.js';
import {load, members, mxOf, repairOf, widgetUrl} from '../providers/mx/connect.js';
import {call, change, sandboxFor} from './support.js';

test('connections() has a broken connection of each vendor', async t => {
  const sandbox = await sandboxFor(t);
  const connections = sandbox.connections();
  assert.deepEqual(
    connections.map(({provider, title, healthy}) => [provider, title, healthy]),
    [
      ['plaid', 'Plaid', false],
      ['meld', 'Meld', false],
      ['quiltt', 'Quiltt', false],
      ['mx', 'MX', false],
    ],
  );
  for (const {provider, options} of connections) assert.equal(options['baseUrl'], sandbox.origins[provider]);
});

test('connections() has all that the backend kit needs for a repair token', async t => {
  const sandbox = await sandboxFor(t);
  for (const sample of sandbox.connections()) {
    const backend = createRepairBackend({
      providers: [providerOf(sample)],
      findConnection: () => ({...sample.connection, provider: sample.provider as Lowercase<string>}),
    });
    const answer = await backend.fetch(
      new Request('http://host.example/api/bank/token', {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: JSON.stringify({connectionId: 'conn_1', repairId: 'repair_1'}),
      }),
    );
    const token = (await answer.json()) as {status?: string; provider?: string};
    assert.deepEqual([answer.status, token.provider], [200, sample.provider]);
    assert.ok(token.status === undefined || token.status === 'ACTION_REQUIRED', token.status);
  }
});

test('connections() has the current status', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'meld', {status: 'ACTIVE', statusReason: 'ACCESS_EXPIRING_SOON'});
  const meld = sandbox.connections().find(({provider}) => provider === 'meld');
  assert.deepEqual([meld?.status, meld?.statusReason, meld?.healthy], ['ACTIVE', 'ACCESS_EXPIRING_SOON', true]);
});

test('connections() leaves out a connection that the person has deleted in the widget', async t => {
  const sandbox = await sandboxFor(t);
  const session = await load(await widgetUrl(sandbox, repairOf(members.password)));
  await call('POST', `${mxOf(sandbox)}/session/${session}`, {action: 'delete'});
  assert.deepEqual(
    sandbox.connections().map(({provider}) => provider),
    ['plaid', 'meld', 'quiltt'],
  );
});
