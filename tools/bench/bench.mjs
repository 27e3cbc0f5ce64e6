// `npm run bench`: how long a page with our element takes, beside one that does the least of the same by hand. Both are
// measured in turns in one run, so that only the ratio counts: the times themselves belong to this machine at this moment.
// `npm run bench -- --rounds 5` is quicker and says less; BROWSERS names the engines, else it is all three.
import {parseArgs} from 'node:util';
import {engines, launch} from '../../test/e2e/driver/index.ts';
import {startSite} from './site.mjs';

const PAGES = ['ours', 'by-hand'];

// What follows runs in the pages: functions without a closure.

async function fill(count) {
  const list = document.createElement('div');
  const elements = Array.from({length: count}, (_, index) => window.make(index));
  list.append(...elements);
  const began = performance.now();
  document.body.append(list);
  await window.ready(elements.at(-1));
  // Not done before it has a place on the page.
  list.getBoundingClientRect();
  const time = performance.now() - began;
  list.remove();
  return time;
}

async function firstClick() {
  const element = window.make(0);
  document.body.append(element);
  await window.ready(element);
  const began = performance.now();
  const heard = new Promise(resolve => addEventListener('message', resolve, {once: true}));
  void window.start(element);
  await heard;
  return performance.now() - began;
}

const MEASURES = [
  ['1 element, into the page and drawn', fill, [1]],
  ['1,000 elements, into the page and drawn', fill, [1000]],
  ["the first click, until the widget's first word", firstClick, []],
];

/** What a browser's clock shows as no time at all, in milliseconds: some go in steps of a whole one. */
const SHORTEST = 0.1;

/** In milliseconds, on a page of its own that has been loaded for it. */
async function measure(browser, site, page, [, script, args]) {
  const window = await browser.newPage();
  try {
    await window.goto(`${site.url}/${page}.html`);
    await window.waitFor(() => 'make' in globalThis);
    return Math.max(await window.evaluate(script, ...args), SHORTEST);
  } finally {
    await window.close();
  }
}

/** @param {number[]} values */
const quartiles = values => {
  const sorted = values.toSorted((a, b) => a - b);
  return [0.25, 0.5, 0.75].map(share => sorted[Math.round(share * (sorted.length - 1))]);
};

const rounded = (value, digits = 1) => value.toFixed(digits);

const {values} = parseArgs({options: {rounds: {type: 'string', default: '15'}}});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a whole number from 1 on');

const site = await startSite();
try {
  for (const engine of engines) {
    const browser = await launch(engine);
    try {
      console.log(`\n${engine}, ${rounds} rounds: median (quartiles) in ms, and how many times as long`);
      for (const what of MEASURES) {
        const times = Object.fromEntries(PAGES.map(page => [page, []]));
        for (let round = 0; round < rounds; round++) {
          // Whoever comes first has it easier or harder: they take turns.
          for (const page of round % 2 ? PAGES : PAGES.toReversed()) {
            times[page].push(await measure(browser, site, page, what));
          }
        }
        console.log(`  ${what[0]}`);
        for (const page of PAGES) {
          const [low, middle, high] = quartiles(times[page]).map(value => rounded(value));
          console.log(`    ${page.padEnd(8)} ${middle.padStart(8)} (${low} to ${high})`);
        }
        const [ours, byHand] = PAGES.map(page => quartiles(times[page])[1]);
        console.log(`    ratio    ${rounded(ours / byHand, 2).padStart(8)}`);
      }
    } finally {
      await browser.close();
    }
  }
} finally {
  await site.close();
}
