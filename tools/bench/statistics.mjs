/**
 * The quartiles of some values.
 *
 * @typedef {{low: number, median: number, high: number}} Spread
 */

/** The quantile of sorted values, interpolated between neighbours. */
function quantile(sorted, share) {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  return below + (sorted[Math.ceil(position)] - below) * (position % 1);
}

/**
 * @param {number[]} values
 * @returns {Spread}
 */
export function spreadOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, median, high] = [0.25, 0.5, 0.75].map(share => quantile(sorted, share));
  return {low, median, high};
}

/**
 * The ratios of values of the same run, because conditions differ least within a run.
 *
 * @param {number[]} values
 * @param {number[]} others of the same runs
 * @returns {Spread}
 */
export const ratioOf = (values, others) => spreadOf(values.map((value, run) => value / others[run]));
