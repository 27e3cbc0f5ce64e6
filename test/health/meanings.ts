import assert from 'node:assert/strict';
import {it} from 'node:test';
import {describeConnection} from '../../src/index.js';
import {providers} from '../../src/providers/registry.js';

/** `health advice` by status and reason, written independently of the tables. */
type Meanings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Defines tests of every row of a provider's table, and that there are no others. */
export function checkMeanings(provider: string, meanings: Meanings): void {
  for (const [status, reasons] of Object.entries(meanings)) {
    for (const [reason, meaning] of Object.entries(reasons)) {
      it(`${status} ${reason} means ${meaning}`, async () => {
        const {health, advice} = await describeConnection({provider, status, statusReason: reason || null});
        assert.equal(`${health} ${advice}`, meaning);
      });
    }
  }

  it('have no other rows', async () => {
    const {health} = await providers[provider]!.loadHealth('');
    const rows = (table: object) =>
      Object.entries(table).flatMap(([status, reasons]) =>
        Object.keys(reasons as object).map(key => `${status} ${key}`),
      );
    assert.deepEqual(rows(health.statuses).sort(), rows(meanings).sort());
  });

  it('ignore an unknown reason, and return unknown for an unknown status', async () => {
    for (const [status, reasons] of Object.entries(meanings)) {
      const {health, advice} = await describeConnection({provider, status, statusReason: 'SOMETHING_NEW'});
      assert.equal(`${health} ${advice}`, reasons['']);
    }
    for (const status of ['SOMETHING_NEW', 'constructor', '__proto__', '', null, undefined]) {
      assert.deepEqual(await describeConnection({provider, status}), {
        health: 'unknown',
        canReconnect: true,
        canRefresh: false,
        advice: 'unknown',
      });
    }
  });
}

/** Defines a test that `mark` is true for these statuses only, each with its reason after a space. */
export function checkMarks(provider: string, mark: 'canReconnect' | 'canRefresh', marked: readonly string[]): void {
  it(`have ${mark} for the listed rows only`, async () => {
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
