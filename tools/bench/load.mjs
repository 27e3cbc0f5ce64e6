// Measures the time until a page's button can be clicked, and the processor time of the page's scripts.
import {countRequests, slowCpu, slowNetwork, untilCalled, withPage} from './chromium.mjs';

/** The time after `ready` in which scripts still count, in milliseconds. */
const TAIL = 500;

/** The trace events of parsing, compiling and running scripts, and of garbage collection. */
const SCRIPT_EVENTS = new Set([
  'EvaluateScript',
  'EventDispatch',
  'FireAnimationFrame',
  'FunctionCall',
  'MajorGC',
  'MinorGC',
  'RunMicrotasks',
  'TimerFire',
  'v8.compile',
  'v8.compileModule',
  'v8.evaluateModule',
]);
const TRACE_CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8', 'blink.user_timing'];

/**
 * Measures with a slow network and a slow processor: the time from the navigation until the button is on the page (`drawn`)
 * and until a click can open the widget (`ready`), in milliseconds, and the requests until then.
 */
export const measureLoad = (browser, site, {id}, {latency, cpuSlowdown}) =>
  withPage(browser, async (page, cdp) => {
    const requests = countRequests(cdp, {withDocuments: true});
    await slowNetwork(cdp, latency);
    await slowCpu(cdp, cpuSlowdown);
    const {called} = await untilCalled(cdp, 'benchReady');
    await page.goto(`${site.url}/pages/${id}`, {waitUntil: 'commit'});
    await called;
    const {drawn, ready} = await page.evaluate('bench.times');
    return {drawn, ready, requests: requests.count(), bytes: requests.bytes(), inARow: requests.inARow()};
  });

/** Measures the script time with a slow processor, in milliseconds, until half a second after `ready`. */
export const measureScriptTime = (browser, site, {id}, {cpuSlowdown}) =>
  withPage(browser, async (page, cdp) => {
    // A trace may miss the start of a new process, and the site's first page starts one.
    await page.goto(`${site.url}/pages/empty`);
    await slowCpu(cdp, cpuSlowdown);
    const {called} = await untilCalled(cdp, 'benchReady');
    await browser.startTracing(page, {categories: ['-*', ...TRACE_CATEGORIES]});
    await page.goto(`${site.url}/pages/${id}`, {waitUntil: 'commit'});
    await called;
    await new Promise(resolve => setTimeout(resolve, TAIL));
    const {traceEvents} = JSON.parse(String(await browser.stopTracing()));
    return {scriptTime: scriptTimeOf(traceEvents)};
  });

function scriptTimeOf(events) {
  const mark = events.find(({name, cat}) => name === 'bench-ready' && cat.includes('blink.user_timing'));
  const isCounted = ({pid, tid, ph, name, ts}) =>
    pid === mark.pid && tid === mark.tid && ph === 'X' && SCRIPT_EVENTS.has(name) && ts < mark.ts + TAIL * 1000;
  let end = 0;
  let total = 0;
  // Events are nested, and nested time counts once.
  for (const {ts, dur} of events.filter(isCounted).toSorted((a, b) => a.ts - b.ts)) {
    total += Math.max(0, ts + dur - Math.max(ts, end));
    end = Math.max(end, ts + dur);
  }
  return total / 1000;
}
