// The performance goals. A missed goal is printed and fails nothing.
import {ratioOf, spreadOf} from './statistics.mjs';

/**
 * @typedef {object} Goal
 * @property {string} name
 * @property {number} limit
 * @property {'times' | 'count'} unit `times` for a ratio
 * @property {import('./statistics.mjs').Spread} measured
 * @property {boolean} isMet by the median
 * @property {boolean} isCertain false when the limit lies between the quartiles
 */

/** @returns {Goal[]} */
export function judgeGoals(find) {
  const ratio = (part, [id, variant], [otherId, otherVariant], name) =>
    ratioOf(find(part, id, variant)[name], find(part, otherId, otherVariant)[name]);
  const goals = [
    {
      name: 'ready, module script, to a bare lit button',
      limit: 1.03,
      unit: 'times',
      measured: ratio('load', ['ours', ''], ['lit', ''], 'ready'),
    },
    {
      name: 'cold click, module script, to the click by hand',
      limit: 1.08,
      unit: 'times',
      measured: ratio('click', ['ours', 'cold'], ['by-hand', 'cold'], 'click'),
    },
    {
      name: '1,000 elements created, to as many bare lit buttons',
      limit: 1.3,
      unit: 'times',
      measured: ratio('many', ['ours', '1000'], ['lit', '1000'], 'created'),
    },
    {
      name: 'nodes of an idle element',
      limit: 6,
      unit: 'count',
      measured: spreadOf(find('many', 'ours', '1000').nodes),
    },
    {
      name: 'listeners of an idle element',
      limit: 3,
      unit: 'count',
      measured: spreadOf(find('many', 'ours', '1000').listeners),
    },
  ];
  return goals.map(goal => {
    // Rounded as in the table.
    const isWithin = value => Number(value.toFixed(2)) <= goal.limit;
    const {low, median, high} = goal.measured;
    return {...goal, isMet: isWithin(median), isCertain: isWithin(low) === isWithin(high)};
  });
}
