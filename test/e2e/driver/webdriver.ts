import {writeFile} from 'node:fs/promises';
import type {WebKitPaths} from '../../../tools/browsers.mjs';
import {startDisplay, startWebKitSession} from '../../../tools/webkit/driver.mjs';
import {DriverFrame} from '../../../src/testing/driver/driver-frame.js';
import {poll} from '../../../src/testing/driver/poll.js';
import {clearStorage} from '../../../src/testing/driver/storage.js';
import type {Browser, Engine, Page} from './types.js';
import {WebDriverDocument} from './webdriver-document.js';
import type {Reference} from './webdriver-document.js';
import {Turns, WebDriverWindow} from './webdriver-window.js';

class WebDriverPage extends DriverFrame<Reference> implements Page {
  readonly #window: WebDriverWindow;
  /** The handles of the windows that the tests know. All windows of a session share the set. */
  readonly #known: Set<string>;
  readonly #end: () => Promise<void>;
  #isResized = false;

  constructor(window: WebDriverWindow, known: Set<string>, end: () => Promise<void>) {
    super(new WebDriverDocument(window));
    this.#window = window;
    this.#known = known.add(window.handle);
    this.#end = end;
  }

  async goto(url: string): Promise<void> {
    await this.#window.command('POST', 'url', {url});
  }

  async back(): Promise<void> {
    await this.#window.command('POST', 'back', {});
  }

  async popup(): Promise<Page> {
    const handle = await poll('a new window', async () =>
      (await this.#window.handles()).find(other => !this.#known.has(other)),
    );
    const window = this.#window.sibling(handle);
    return new WebDriverPage(window, this.#known, async () => void (await window.command('DELETE', 'window')));
  }

  async isClosed(): Promise<boolean> {
    return !(await this.#window.handles()).includes(this.#window.handle);
  }

  problems(): readonly string[] {
    return [];
  }

  async screenshot(path: string): Promise<void> {
    const picture = (await this.#window.command('GET', 'screenshot')) as string;
    await writeFile(path, Buffer.from(picture, 'base64'));
  }

  setViewport(size: {width: number; height: number}): Promise<void> {
    this.#isResized = true;
    return this.#window.use(page => page.setViewportSize(size));
  }

  async reset(url: string): Promise<void> {
    if (this.#isResized) throw new Error('A window that was resized does not return to its first size');
    for (const handle of await this.#window.handles()) {
      if (handle !== this.#window.handle) await this.#window.sibling(handle).command('DELETE', 'window');
    }
    this.#known.clear();
    this.#known.add(this.#window.handle);
    await this.evaluate(clearStorage);
    await this.#window.command('DELETE', 'cookie');
    await this.goto(url);
  }

  close(): Promise<void> {
    return this.#end();
  }
}

/** Launches WebKitGTK. A driver serves one session at a time, so every page has a driver of its own. */
export async function launchWithWebDriver(engine: Engine, {xvfb, ...paths}: WebKitPaths): Promise<Browser> {
  const display = xvfb === undefined ? undefined : await startDisplay(xvfb);
  const drivers = new Set<{stop(): Promise<void>}>();
  return {
    engine,
    async newPage() {
      const {driver, session} = await startWebKitSession(paths, display?.display ?? process.env.DISPLAY);
      drivers.add(driver);
      const handle = (await session.call('GET', 'window')) as string;
      return new WebDriverPage(new WebDriverWindow(session, new Turns(), handle), new Set(), async () => {
        drivers.delete(driver);
        await session.quit().finally(() => driver.stop());
      });
    },
    async close() {
      await Promise.all([...drivers].map(driver => driver.stop()));
      await display?.stop();
    },
  };
}
