import assert from 'node:assert/strict';
import {availableParallelism} from 'node:os';
import {describe, it} from 'node:test';
import {runInParallel} from '../../tools/test/parallel.mjs';

describe('runInParallel', () => {
  it('starts the items in their order and returns the results in the order of their ends', async () => {
    const started: number[] = [];
    const ends = new Map<number, () => void>();
    const run = async (item: number): Promise<number> => {
      started.push(item);
      await new Promise<void>(resolve => ends.set(item, resolve));
      return 10 * item;
    };
    const items = Array.from({length: availableParallelism()}, (_, index) => index + 1);
    const results = runInParallel(items, run);
    assert.deepEqual(started, items);
    const reversed = items.toReversed();
    for (const item of reversed) {
      ends.get(item)!();
      await Promise.resolve();
    }
    assert.deepEqual(
      await results,
      reversed.map(item => 10 * item),
    );
  });

  it('starts another item only when one has ended, if there are as many as cores', async () => {
    const limit = availableParallelism();
    let running = 0;
    let most = 0;
    const run = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await new Promise(resolve => setImmediate(resolve));
      running--;
    };
    await runInParallel(Array.from({length: 3 * limit}), run);
    assert.equal(most, limit);
  });

  it('rejects if an item rejects', async () => {
    await assert.rejects(
      runInParallel([1, 2], item => (item === 2 ? Promise.reject(new Error('no')) : Promise.resolve())),
      /no/,
    );
  });
});
