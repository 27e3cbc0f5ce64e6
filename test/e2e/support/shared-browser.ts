import {atProcessEnd} from '../../../tools/test/process-end.mjs';
import {launch, type Browser, type Engine} from '../driver/index.js';

const browsers = new Map<Engine, Promise<Browser>>();

/** The one browser of an engine for all tests of this process. Each test opens a window with a fresh profile in it. */
export function sharedBrowser(engine: Engine): Promise<Browser> {
  const browser = browsers.get(engine) ?? launch(engine);
  browsers.set(engine, browser);
  return browser;
}

atProcessEnd(async () => {
  for (const browser of browsers.values()) await (await browser).close();
});
