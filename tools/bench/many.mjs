// Measures many elements on one page: the time to create them, and the nodes, listeners and memory that they hold.
import {untilCalled, withPage} from './chromium.mjs';

export const COUNTS = [1, 10, 100, 1000];

/** Runs in the page. Creates the elements' container, which is not measured. */
function makePlace() {
  const place = document.createElement('div');
  place.id = 'many';
  document.body.append(place);
}

/** Runs in the page. Creates elements and waits until all have rendered, then until they are laid out. */
async function create({html, count}) {
  const place = document.getElementById('many');
  const markup = html.repeat(count);
  document.body.getBoundingClientRect();
  const begin = performance.now();
  place.innerHTML = markup;
  await Promise.all(Array.from(place.children, element => element.updateComplete));
  const rendered = performance.now();
  document.body.getBoundingClientRect();
  return {created: rendered - begin, laidOut: performance.now() - begin};
}

async function countHeld(cdp) {
  // The first collection detaches objects that only the second one frees.
  for (let times = 0; times < 2; times++) await cdp.send('HeapProfiler.collectGarbage');
  const {usedSize, embedderHeapUsedSize} = await cdp.send('Runtime.getHeapUsage');
  const {nodes, jsEventListeners} = await cdp.send('Memory.getDOMCounters');
  return {nodes, listeners: jsEventListeners, heap: usedSize + embedderHeapUsedSize};
}

/**
 * Measures at full processor speed, because short times are imprecise on a slowed-down processor. The times are those of all
 * elements; nodes, listeners and memory are per element.
 */
export const measureMany = (browser, site, {id, markup}, {count}) =>
  withPage(browser, async (page, cdp) => {
    const {called} = await untilCalled(cdp, 'benchReady');
    await page.goto(`${site.url}/pages/${id}`);
    await called;
    await page.evaluate(makePlace);
    await cdp.send('HeapProfiler.enable');
    const before = await countHeld(cdp);
    const times = await page.evaluate(create, {html: markup, count});
    const after = await countHeld(cdp);
    const held = Object.keys(after).map(name => [name, (after[name] - before[name]) / count]);
    return {...times, ...Object.fromEntries(held)};
  });
