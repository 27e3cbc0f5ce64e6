import assert from 'node:assert/strict';
import {test} from 'node:test';
import {startRedis} from './redis.js';
import {json, nextMoment, own, startVendor} from './support.js';
import {meldBackend, meldWebhook} from './webhook-support.js';

test('two instances with one Redis server share statuses and the ids of webhooks', async t => {
  const redis = await startRedis(t);
  const vendor = await startVendor(t, () => ({status: 500}));
  const instance = () => meldBackend(vendor.url, {storage: redis.connect()});
  const [one, other] = [instance(), instance()];
  const ids = {connectionId: 'conn_meld', repairId: 'repair_1'};
  const begin = new Request(`${own}/api/bank/token`, {
    method: 'POST',
    headers: {'content-type': 'application/json', origin: own},
    body: JSON.stringify(ids),
  });
  // The vendor is down, but the repair has started.
  assert.equal((await one.backend.fetch(begin)).status, 502);
  await nextMoment();
  // Each delivery has the present time, so that only its id shows a repetition.
  const delivery = () => meldWebhook({eventId: 'event_1', payload: {newStatus: 'ACTIVE', reason: null}});
  assert.equal((await one.backend.fetch(delivery())).status, 200);
  const status = await other.backend.fetch(
    new Request(`${own}/api/bank/status?${new URLSearchParams(ids).toString()}`),
  );
  const {updatedAt, ...answer} = await json(status);
  assert.deepEqual(answer, {provider: 'meld', status: 'ACTIVE', statusReason: null});
  assert.ok(Math.abs(Date.parse(String(updatedAt)) - Date.now()) < 60_000);
  const between = meldWebhook({eventId: 'event_2', payload: {newStatus: 'DEGRADED', reason: null}});
  assert.equal((await other.backend.fetch(between)).status, 200);
  assert.equal((await other.backend.fetch(delivery())).status, 200);
  const statuses = ({changes}: typeof one) => changes.map(({status}) => status);
  assert.deepEqual([statuses(one), statuses(other)], [['ACTIVE'], ['DEGRADED']]);
  assert.deepEqual(
    vendor.seen.map(({path}) => path),
    ['/bank-linking/connect/repair'],
  );
});
