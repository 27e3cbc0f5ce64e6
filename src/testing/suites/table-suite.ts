import assert from 'node:assert/strict';
import {it} from 'node:test';
import {adviceKeys, healthOf, healths} from '../../health/health.js';
import type {HealthTable} from '../../health/health.js';
import type {ContractStandIn, ProviderContract} from '../contract.js';

/** Defines the tests of the health table, which need no browser. */
export function defineTableTests<StandIn extends ContractStandIn>(
  {broken, healthy}: ProviderContract<StandIn>,
  readTable: () => HealthTable,
): void {
  it('the health table has only documented words, and a row without a reason for each status', () => {
    for (const [status, reasons] of Object.entries(readTable().statuses)) {
      assert.ok(Object.hasOwn(reasons, ''), status);
      for (const row of Object.values(reasons)) {
        assert.ok(healths.includes(row.health) && adviceKeys.includes(row.advice), JSON.stringify(row));
        assert.deepEqual([typeof row.canReconnect, typeof row.canRefresh], ['boolean', 'boolean'], status);
      }
    }
  });

  it('the health table offers a repair for the broken status, and none for the healthy one', () => {
    const table = readTable();
    assert.equal(healthOf(table, broken, null).canReconnect, true);
    assert.notEqual(healthOf(table, broken, null).health, 'unknown');
    const {health, canReconnect} = healthOf(table, healthy, null);
    assert.deepEqual([health, canReconnect], ['healthy', false]);
  });
}
