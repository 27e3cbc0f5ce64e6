import * as playwright from 'playwright';
import type {ElementHandle, LaunchOptions} from 'playwright';
import {withoutLatency} from '../../../tools/test/firefox-latency.mjs';
import {DriverFrame} from './driver-frame.js';
import type {DocumentDriver} from './driver-frame.js';
import {contentOrigin, fillField, findClickPoint} from './element-scripts.js';
import {toFunction} from './expression.js';
import {poll} from './poll.js';
import {clearStorage} from './storage.js';
import type {Browser, Engine, Page} from './types.js';

/** Playwright's default. */
const VIEWPORT = {width: 1280, height: 720};

/** Runs a function in the page with an element. */
function run<Result, Arg>(
  element: ElementHandle,
  script: (element: never, arg: Arg) => Result,
  arg?: Arg,
): Promise<Awaited<Result>> {
  // Playwright sends the text of a function.
  const pageFunction = Object.assign(() => undefined as never, {toString: () => toFunction(script)});
  return element.evaluate<Awaited<Result>, Arg | undefined>(pageFunction, arg);
}

interface Point {
  x: number;
  y: number;
}

/**
 * A document of a page. Clicks and texts need no code of Playwright in the document, because loading that takes longer than
 * all the rest of a short test.
 */
class PlaywrightDocument implements DocumentDriver<ElementHandle> {
  readonly #page: playwright.Page;
  readonly #frame: playwright.Frame;
  /** The place of the document in the window, in CSS pixels. */
  readonly #origin: () => Promise<Point>;

  constructor(page: playwright.Page, frame: playwright.Frame, origin = () => Promise.resolve({x: 0, y: 0})) {
    this.#page = page;
    this.#frame = frame;
    this.#origin = origin;
  }

  evaluate(expression: string): Promise<unknown> {
    return this.#frame.evaluate(expression);
  }

  async find(expression: string): Promise<ElementHandle | null> {
    return (await this.#frame.evaluateHandle(expression)).asElement();
  }

  async prepareClick(element: ElementHandle): Promise<(() => Promise<void>) | null> {
    const origin = await this.#origin();
    const point = await run(element, findClickPoint);
    return point && (() => this.#clickAt({x: origin.x + point.x, y: origin.y + point.y}));
  }

  fill(element: ElementHandle, text: string): Promise<void> {
    return run(element, fillField, text);
  }

  async enter(iframe: ElementHandle): Promise<DocumentDriver<ElementHandle> | null> {
    const frame = await iframe.contentFrame();
    if (!frame) return null;
    return new PlaywrightDocument(this.#page, frame, async () => {
      const outer = await this.#origin();
      const inner = await run(iframe, contentOrigin);
      return {x: outer.x + inner.x, y: outer.y + inner.y};
    });
  }

  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  async #clickAt({x, y}: Point): Promise<void> {
    try {
      await this.#page.mouse.click(x, y);
    } catch (error) {
      // A click that closes its own window has succeeded, but Firefox reports an error.
      if (!this.#page.isClosed()) throw error;
    }
  }
}

class PlaywrightPage extends DriverFrame<ElementHandle> implements Page {
  readonly #page: playwright.Page;
  /** The open windows that `popup()` has not returned yet. All windows of a profile share the array. */
  readonly #opened: playwright.Page[];
  readonly #problems: string[] = [];
  #isResized = false;

  constructor(page: playwright.Page, opened: playwright.Page[]) {
    super(new PlaywrightDocument(page, page.mainFrame()));
    this.#page = page;
    this.#opened = opened;
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) this.#problems.push(message.text());
    });
    page.on('pageerror', error => this.#problems.push(String(error)));
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  async back(): Promise<void> {
    const before = this.#page.url();
    // Playwright's own goBack() waits in Firefox for an event that does not come.
    await this.evaluate('void setTimeout(() => history.back())');
    await poll('going back', async () => (await this.evaluate(() => location.href)) !== before);
  }

  async popup(): Promise<Page> {
    const page = await poll('a new window', () => Promise.resolve(this.#opened.shift()));
    return new PlaywrightPage(page, this.#opened);
  }

  isClosed(): Promise<boolean> {
    return Promise.resolve(this.#page.isClosed());
  }

  problems(): readonly string[] {
    return this.#problems;
  }

  async screenshot(path: string): Promise<void> {
    await this.#page.screenshot({path});
  }

  setViewport(size: {width: number; height: number}): Promise<void> {
    this.#isResized = true;
    return this.#page.setViewportSize(size);
  }

  async reset(url: string): Promise<void> {
    const context = this.#page.context();
    for (const other of context.pages()) if (other !== this.#page) await other.close();
    this.#opened.length = 0;
    await this.evaluate(clearStorage);
    await context.clearCookies();
    if (this.#isResized) await this.#page.setViewportSize(VIEWPORT);
    this.#isResized = false;
    await this.#page.goto(url);
    this.#problems.length = 0;
  }

  async close(): Promise<void> {
    const opener = await this.#page.opener();
    await (opener ? this.#page.close() : this.#page.context().close());
  }
}

/** Launches an engine that Playwright can drive. */
export async function launchWithPlaywright(engine: Engine, options: LaunchOptions): Promise<Browser> {
  const launch = () =>
    playwright[engine].launch({
      ...options,
      // Playwright disables the pop-up blocker.
      ...(engine === 'chromium' && {ignoreDefaultArgs: ['--disable-popup-blocking']}),
    });
  const browser = await (engine === 'firefox' ? withoutLatency(launch) : launch());
  return {
    engine,
    async newPage() {
      const context = await browser.newContext();
      const page = await context.newPage();
      const opened: playwright.Page[] = [];
      context.on('page', popup => opened.push(popup));
      return new PlaywrightPage(page, opened);
    },
    close: () => browser.close(),
  };
}
