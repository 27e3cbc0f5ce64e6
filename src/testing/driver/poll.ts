import {setTimeout as sleep} from 'node:timers/promises';

/** The longest wait, in milliseconds. */
export const LIMIT_MS = 15_000;
/** The first pause, in milliseconds. Each further one is 1.5 times as long, up to the longest. */
const SHORTEST_MS = 30;
const LONGEST_MS = 250;

/**
 * Calls `attempt` until its result is truthy. An error of `attempt` is ignored until the limit, because documents and
 * windows appear and disappear meanwhile.
 *
 * @param what describes the awaited result, for the error
 * @param limit in milliseconds
 * @throws {Error} with the last result or error, after the limit
 */
export async function poll<Result>(
  what: string,
  attempt: () => Promise<Result>,
  limit = LIMIT_MS,
): Promise<NonNullable<Result>> {
  const end = Date.now() + limit;
  for (let interval = SHORTEST_MS; ; interval = Math.min(1.5 * interval, LONGEST_MS)) {
    let result: Result | undefined;
    let cause: unknown;
    try {
      result = await attempt();
    } catch (error) {
      cause = error;
    }
    if (result) return result;
    if (Date.now() >= end) {
      const last = cause instanceof Error ? cause.message : JSON.stringify(result);
      throw new Error(`Waited ${limit / 1000} s for ${what}; at last: ${last}`, {cause});
    }
    await sleep(interval);
  }
}
