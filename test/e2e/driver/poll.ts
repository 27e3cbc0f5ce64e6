import {setTimeout as sleep} from 'node:timers/promises';

/** How long anything is waited for. */
export const LIMIT_MS = 15_000;
/** The first pause. Each further one is 1.5 times as long, up to the longest. */
const SHORTEST_MS = 30;
const LONGEST_MS = 250;

/**
 * Calls `attempt` until it gives something truthy. An error counts as "not yet": documents and windows come and go while
 * one looks at them.
 *
 * @param what for the error's text: what was waited for
 * @throws {Error} with the last result or error, when the limit has passed
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
