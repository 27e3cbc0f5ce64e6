// Measures the time from a click until the widget's frame gets its URL, including the token request.
import {countRequests, slowCpu, slowNetwork, untilCalled, withPage} from './chromium.mjs';

/** Runs in the page before its scripts. Records the time of the click and of the first frame that gets a URL. */
function watch() {
  let clickedAt;
  addEventListener('click', event => (clickedAt ??= event.timeStamp), true);
  const setAt = () => {
    if (window.bench.times.click) return;
    window.bench.times.click = performance.now() - clickedAt;
    globalThis.benchFrame?.('');
  };
  const {prototype} = HTMLIFrameElement;
  const {set, ...descriptor} = Object.getOwnPropertyDescriptor(prototype, 'src');
  Object.defineProperty(prototype, 'src', {
    ...descriptor,
    set(value) {
      set.call(this, value);
      setAt();
    },
  });
  prototype.setAttribute = function (name, value) {
    Element.prototype.setAttribute.call(this, name, value);
    if (name === 'src') setAt();
  };
}

/** Runs in the page. Sets `sandboxUrl`, because a widget on loopback is allowed only with it. */
function prepare(properties) {
  const element = document.querySelector('bank-reconnect');
  if (element) Object.assign(element, {sandboxUrl: location.origin, ...properties});
}

/** How the pointer behaves before the click. */
export const APPROACHES = {
  cold: 'no intent: the pointer arrives with the click',
  hover: 'the pointer rests on the button until nothing loads any more',
  prefetch: 'the same, with `prefetch="intent"`',
};

/** The time without a request after which the page counts as loaded, in milliseconds. */
const QUIET = 300;

/** Resolves when the page has loaded. */
async function untilLoaded(page, requests) {
  for (let before = NaN; requests.pending() || requests.count() !== before;) {
    before = requests.count();
    await page.waitForTimeout(QUIET);
  }
}

/**
 * Measures with a slow processor. The network becomes slow when the page has loaded.
 *
 * @param {keyof typeof APPROACHES} approach
 */
export const measureClick = (browser, site, {id}, {approach, latency, cpuSlowdown}) =>
  withPage(browser, async (page, cdp) => {
    const {called: loaded} = await untilCalled(cdp, 'benchReady');
    const {called: opened} = await untilCalled(cdp, 'benchFrame');
    await page.addInitScript(watch);
    await page.goto(`${site.url}/pages/${id}`);
    await loaded;
    const button = page.locator('#place button');
    await page.evaluate(prepare, approach === 'prefetch' ? {prefetch: 'intent'} : {});
    const {x, y, width, height} = await button.boundingBox();
    const pointer = {x: x + width / 2, y: y + height / 2};
    await slowNetwork(cdp, latency);
    await slowCpu(cdp, cpuSlowdown);
    if (approach !== 'cold') {
      const early = countRequests(cdp, {withDocuments: false});
      await page.mouse.move(pointer.x, pointer.y);
      await untilLoaded(page, early);
    }
    // The frame requests its page after the measured time.
    const requests = countRequests(cdp, {withDocuments: false});
    const press = {...pointer, button: 'left', clickCount: 1};
    await Promise.all([
      cdp.send('Input.dispatchMouseEvent', {type: 'mousePressed', ...press}),
      cdp.send('Input.dispatchMouseEvent', {type: 'mouseReleased', ...press}),
    ]);
    await opened;
    const {click} = await page.evaluate('bench.times');
    return {click, requests: requests.count(), inARow: requests.inARow()};
  });
