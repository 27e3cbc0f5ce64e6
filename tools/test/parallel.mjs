import {availableParallelism} from 'node:os';

/**
 * A job keeps more than one core busy, because a browser works beside the test. More jobs than cores slow each other down.
 */
const PARALLEL_JOBS = availableParallelism();

/**
 * Calls `run` for each item in order, `PARALLEL_JOBS` at a time.
 * @template Item, Result
 * @param {readonly Item[]} items
 * @param {(item: Item) => Promise<Result>} run
 * @returns {Promise<Result[]>} in the order in which they end
 */
export async function runInParallel(items, run) {
  // All workers take from one iterator.
  const queue = items.values();
  const results = [];
  const work = async () => {
    for (const item of queue) results.push(await run(item));
  };
  await Promise.all(Array.from({length: PARALLEL_JOBS}, work));
  return results;
}
