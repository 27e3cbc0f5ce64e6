import {availableParallelism} from 'node:os';

/** Most jobs wait for pages and servers half of their time, so that twice as many jobs as cores keep all cores busy. */
const PARALLEL_JOBS = 2 * availableParallelism() + 1;

/**
 * Calls `run` for each item, in their order, as many at a time as keep the machine busy.
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
