// Chromium for the bench: launching, slowing down, counting requests.
import {chromium} from 'playwright';
import {here} from '../browsers/find.mjs';
import {ensureBrowsers} from '../browsers.mjs';

/** The developer tools' presets "Slow 4G" and "4x slowdown". */
export const SLOW_4G = {latency: 562.5, downloadThroughput: 184_320, uploadThroughput: 86_400};
export const CPU_SLOWDOWN = 4;

/** @returns {Promise<import('playwright').Browser>} */
export async function launchChromium() {
  const {PATH, HOME, CHROMIUM_PATH, PLAYWRIGHT_BROWSERS_PATH} = process.env;
  const env = {PATH, HOME, CHROMIUM_PATH, PLAYWRIGHT_BROWSERS_PATH, BROWSERS: 'chromium'};
  const found = await ensureBrowsers({surroundings: {...here, env}});
  return chromium.launch(found.chromium.launchOptions);
}

/**
 * Runs `measure` with a page of its own, whose cache is empty.
 *
 * @template T
 * @param {import('playwright').Browser} browser
 * @param {(page: import('playwright').Page, cdp: import('playwright').CDPSession) => Promise<T>} measure
 * @returns {Promise<T>}
 */
export async function withPage(browser, measure) {
  const context = await browser.newContext({viewport: {width: 1000, height: 800}});
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const failures = [];
    page.on('pageerror', error => failures.push(error.message));
    const measured = await measure(page, cdp);
    if (failures.length) throw new Error(failures.join('\n'));
    return measured;
  } finally {
    await context.close();
  }
}

/** @param {number} latency of each request, in milliseconds */
export async function slowNetwork(cdp, latency) {
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {offline: false, ...SLOW_4G, latency});
}

/** @param {number} rate the factor by which the processor is slowed down */
export const slowCpu = (cdp, rate) => cdp.send('Emulation.setCPUThrottlingRate', {rate});

/** In milliseconds. A page that takes longer is broken. */
const TIME_LIMIT = 60_000;

/** Resolves when the page calls the function `name`, which exists from the next navigation on. */
export async function untilCalled(cdp, name) {
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', {name});
  const called = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The page has not called ${name}`)), TIME_LIMIT);
    cdp.on('Runtime.bindingCalled', event => {
      if (event.name !== name) return;
      clearTimeout(timer);
      resolve();
    });
  });
  // Awaited later.
  called.catch(() => undefined);
  return {called};
}

/**
 * Counts the page's requests from now on.
 *
 * @param {{withDocuments: boolean}} options whether requests for documents count, including those of frames
 * @returns {{count(): number, bytes(): number, inARow(): number, pending(): number}} `inARow` is the number of serial round
 *   trips: the length of the longest chain of requests that each begin after the end of the previous one
 */
export function countRequests(cdp, {withDocuments}) {
  const requests = new Map();
  cdp.on('Network.requestWillBeSent', ({requestId, request, type, timestamp}) => {
    if (request.url.startsWith('data:') || (type === 'Document' && !withDocuments)) return;
    requests.set(requestId, {begin: timestamp, end: Infinity, bytes: 0});
  });
  cdp.on('Network.loadingFinished', ({requestId, timestamp, encodedDataLength}) => {
    const request = requests.get(requestId);
    if (request) Object.assign(request, {end: timestamp, bytes: encodedDataLength});
  });
  const all = () => [...requests.values()];
  return {
    count: () => requests.size,
    bytes: () => all().reduce((sum, {bytes}) => sum + bytes, 0),
    pending: () => all().filter(({end}) => end === Infinity).length,
    inARow() {
      const chains = [];
      for (const request of all().toSorted((a, b) => a.begin - b.begin)) {
        const before = chains.filter(({end}) => end <= request.begin);
        chains.push({end: request.end, length: 1 + Math.max(0, ...before.map(({length}) => length))});
      }
      return Math.max(0, ...chains.map(({length}) => length));
    },
  };
}
