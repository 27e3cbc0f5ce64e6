import assert from 'node:assert/strict';
import {test} from 'node:test';
import {mxOnSandbox} from '../../demo/aggregators/mx.js';
import {DemoConnection} from '../../demo/connection.js';
import {sandboxFor} from '../sandbox/support.js';

const isMx = (connection: {provider: string}) => connection.provider === 'mx';

test('a connection is found by its id since the last repair, not by the previous one', async t => {
  const aggregator = mxOnSandbox(await sandboxFor(t));
  const connection = new DemoConnection(aggregator, aggregator.samples[0] as never);
  assert.equal(connection.isKnownAs('mx', 'MBR-new'), false, 'before the first call of hold()');
  const {connection: before} = await connection.hold();
  assert.ok(isMx(before));
  const id = aggregator.provider.providerConnectionId(before as never);
  assert.equal(connection.isKnownAs('mx', id), true);
  assert.equal(connection.isKnownAs('plaid', id), false);
  connection.keepId('MBR-new');
  assert.equal(connection.isKnownAs('mx', id), false);
  assert.equal(connection.isKnownAs('mx', 'MBR-new'), true);
});

test('concurrent calls of hold() return one connection', async t => {
  const aggregator = mxOnSandbox(await sandboxFor(t));
  const connection = new DemoConnection(aggregator, aggregator.samples[0] as never);
  const [one, other] = await Promise.all([connection.hold(), connection.hold()]);
  assert.equal(one, other);
});
