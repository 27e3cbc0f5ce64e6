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
    const results = runInParallel([1, 2, 3], run);
    assert.deepEqual(started, [1, 2, 3]);
    for (const item of [3, 1, 2]) {
      ends.get(item)!();
      await Promise.resolve();
    }
    assert.deepEqual(await results, [30, 10, 20]);
  });

  it('starts another item only when one has ended, above one more than the cores', async () => {
    const limit = availableParallelism() + 1;
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
