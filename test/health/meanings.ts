import assert from 'node:assert/strict';
import {it} from 'node:test';
import {describeConnection} from '../../src/index.js';
import {providers} from '../../src/providers/registry.js';

/** `health advice` by status and reason, written down independently of the tables. */
type Meanings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Tests every row of a provider's table, and that there is no other. */
export function checkMeanings(provider: string, meanings: Meanings): void {
  for (const [status, reasons] of Object.entries(meanings)) {
    for (const [reason, meaning] of Object.entries(reasons)) {
      it(`${status} ${reason} means ${meaning}`, async () => {
        const {health, advice} = await describeConnection({provider, status, statusReason: reason || null});
        assert.equal(`${health} ${advice}`, meaning);
      });
    }
  }

  it('has no row that is not listed here', async () => {
    const {health} = await providers[provider]!.loadHealth('');
    const rows = (table: object) =>
      Object.entries(table).flatMap(([status, reasons]) =>
        Object.keys(reasons as object).map(key => `${status} ${key}`),
      );
    assert.deepEqual(rows(health.statuses).sort(), rows(meanings).sort());
  });

  it('takes an unknown reason for none, and an unknown status for unknown', async () => {
    for (const [status, reasons] of Object.entries(meanings)) {
      const {health, advice} = await describeConnection({provider, status, statusReason: 'NEVER_HEARD_OF'});
      assert.equal(`${health} ${advice}`, reasons['']);
    }
    for (const status of ['NEVER_HEARD_OF', 'constructor', '__proto__', '', null, undefined]) {
      assert.deepEqual(await describeConnection({provider, status}), {
        health: 'unknown',
        canReconnect: true,
        canRefresh: false,
        advice: 'unknown',
      });
    }
  });
}

/** Tests of which statuses (with a reason after a space) a repair is offered and a refresh makes sense, and of no others. */
export function checkMarks(provider: string, mark: 'canReconnect' | 'canRefresh', marked: readonly string[]): void {
  it(`says ${mark} of these and no others`, async () => {
    const {health} = await providers[provider]!.loadHealth('');
    const found = [];
    for (const [status, reasons] of Object.entries(health.statuses)) {
      for (const statusReason of Object.keys(reasons)) {
        const described = await describeConnection({provider, status, statusReason});
        if (described[mark]) found.push(`${status} ${statusReason}`.trim());
      }
    }
    assert.deepEqual(found.sort(), [...marked].sort());
  });
}
