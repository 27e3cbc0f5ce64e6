import assert from 'node:assert/strict';
import {test} from 'node:test';
import {mxOnSandbox} from '../../demo/aggregators/mx.js';
import {DemoConnection} from '../../demo/connection.js';
import {sandboxFor} from '../sandbox/support.js';

const isMx = (connection: {provider: string}) => connection.provider === 'mx';

test('a connection is found by the id that a repair has left it with, and not by the one before', async t => {
  const aggregator = mxOnSandbox(await sandboxFor(t));
  const connection = new DemoConnection(aggregator, aggregator.samples[0] as never);
  assert.equal(connection.isKnownAs('mx', 'MBR-new'), false, 'nobody has asked for it yet');
  const {connection: before} = await connection.hold();
  assert.ok(isMx(before));
  const id = aggregator.provider.providerConnectionId(before as never);
  assert.equal(connection.isKnownAs('mx', id), true);
  assert.equal(connection.isKnownAs('plaid', id), false);
  connection.keepId('MBR-new');
  assert.equal(connection.isKnownAs('mx', id), false);
  assert.equal(connection.isKnownAs('mx', 'MBR-new'), true);
});

test('two who ask at once are given one connection', async t => {
  const aggregator = mxOnSandbox(await sandboxFor(t));
  const connection = new DemoConnection(aggregator, aggregator.samples[0] as never);
  const [one, other] = await Promise.all([connection.hold(), connection.hold()]);
  assert.equal(one, other);
});
