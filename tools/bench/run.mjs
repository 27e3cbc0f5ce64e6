// Runs the measurements in an alternating order.
import {launchChromium} from './chromium.mjs';
import {prepareCases} from './cases.mjs';
import {measureClick} from './click.mjs';
import {measureLoad, measureScriptTime} from './load.mjs';
import {COUNTS, measureMany} from './many.mjs';
import {startSite} from './site.mjs';

/** The cases of a click, by id, with the approaches of the pointer. */
const CLICKS = [
  ['by-hand', ['cold']],
  ['mx', ['cold']],
  ['connect', ['cold']],
  ['ours', ['cold', 'hover', 'prefetch']],
  ['ours-classic', ['cold', 'hover', 'prefetch']],
];
const MANY = ['lit', 'ours'];

/**
 * A measurement: the name of its values, and the function that measures once.
 *
 * @typedef {{part: string, id: string, variant: string, measure: () => Promise<Record<string, number>>}} Measurement
 */

/** @returns {Measurement[]} */
function plan(browser, site, cases, surroundings) {
  const byId = new Map(cases.map(page => [page.id, page]));
  const present = ids => ids.filter(id => byId.has(id)).map(id => byId.get(id));
  return [
    ...cases.map(page => ({
      part: 'load',
      id: page.id,
      variant: '',
      measure: async () => ({
        ...(await measureLoad(browser, site, page, surroundings)),
        ...(await measureScriptTime(browser, site, page, surroundings)),
      }),
    })),
    ...CLICKS.flatMap(([id, approaches]) =>
      present([id]).flatMap(page =>
        approaches.map(approach => ({
          part: 'click',
          id,
          variant: approach,
          measure: () => measureClick(browser, site, page, {approach, ...surroundings}),
        })),
      ),
    ),
    ...COUNTS.flatMap(count =>
      present(MANY).map(page => ({
        part: 'many',
        id: page.id,
        variant: String(count),
        measure: () => measureMany(browser, site, page, {count}),
      })),
    ),
  ];
}

/**
 * Takes every measurement once per run. Each run starts with another measurement, so that other work on the machine affects
 * all of them alike. One measurement before the first run is not counted, because the browser's first page is slow.
 *
 * @param {object} options
 * @param {number} options.runs
 * @param {boolean} options.withPeers
 * @param {number} options.latency of each request, in milliseconds
 * @param {number} options.cpuSlowdown the factor by which the processor is slowed down
 * @param {(run: number) => void} options.onRun
 * @returns {Promise<{browser: string, cases: object[], results: object[]}>} each result with its values of all runs
 */
export async function runBench({runs, withPeers, latency, cpuSlowdown, onRun}) {
  const site = await startSite();
  try {
    const cases = await prepareCases(site, {withPeers});
    const browser = await launchChromium();
    try {
      const results = plan(browser, site, cases, {latency, cpuSlowdown}).map(measurement => ({
        ...measurement,
        values: [],
      }));
      await results[0].measure();
      for (let run = 0; run < runs; run++) {
        for (let turn = 0; turn < results.length; turn++) {
          const {measure, values} = results[(turn + run) % results.length];
          values.push(await measure());
        }
        onRun(run + 1);
      }
      return {
        browser: browser.version(),
        cases: cases.map(({id, name, script}) => ({id, name, scriptBytes: script ? site.sizeOf(script.path) : 0})),
        results: results.map(({part, id, variant, values}) => ({part, id, variant, values})),
      };
    } finally {
      await browser.close();
    }
  } finally {
    await site.close();
  }
}
