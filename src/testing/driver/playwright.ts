import {DriverFrame} from './driver-frame.js';
import type {DocumentDriver} from './driver-frame.js';
import {contentOrigin, fillField, findClickPoint} from './element-scripts.js';
import {toFunction} from './expression.js';
import {poll} from './poll.js';
import {clearStorage} from './storage.js';
import type {PlaywrightBrowser, PlaywrightElement, PlaywrightFrame, PlaywrightWindow} from './playwright-types.js';
import type {Page} from './types.js';

/** Playwright's default. */
const VIEWPORT = {width: 1280, height: 720};

/** Runs a function in the page with an element. */
async function run<Result, Arg>(
  element: PlaywrightElement,
  script: (element: never, arg: Arg) => Result,
  arg?: Arg,
): Promise<Awaited<Result>> {
  // Playwright sends the text of a function.
  const pageFunction = Object.assign(() => undefined, {toString: () => toFunction(script)});
  return (await element.evaluate(pageFunction, arg)) as Awaited<Result>;
}

interface Point {
  x: number;
  y: number;
}

/**
 * A document of a page. Clicks and texts need no code of Playwright in the document, because loading that takes longer than
 * all the rest of a short test.
 */
class PlaywrightDocument implements DocumentDriver<PlaywrightElement> {
  readonly #page: PlaywrightWindow;
  readonly #frame: PlaywrightFrame;
  /** The place of the document in the window, in CSS pixels. */
  readonly #origin: () => Promise<Point>;

  constructor(page: PlaywrightWindow, frame: PlaywrightFrame, origin = () => Promise.resolve({x: 0, y: 0})) {
    this.#page = page;
    this.#frame = frame;
    this.#origin = origin;
  }

  evaluate(expression: string): Promise<unknown> {
    return this.#frame.evaluate(expression);
  }

  async find(expression: string): Promise<PlaywrightElement | null> {
    return (await this.#frame.evaluateHandle(expression)).asElement();
  }

  async prepareClick(element: PlaywrightElement): Promise<(() => Promise<void>) | null> {
    const origin = await this.#origin();
    const point = await run(element, findClickPoint);
    return point && (() => this.#clickAt({x: origin.x + point.x, y: origin.y + point.y}));
  }

  fill(element: PlaywrightElement, text: string): Promise<void> {
    return run(element, fillField, text);
  }

  async enter(iframe: PlaywrightElement): Promise<DocumentDriver<PlaywrightElement> | null> {
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

class PlaywrightPage extends DriverFrame<PlaywrightElement> implements Page {
  readonly #page: PlaywrightWindow;
  /** The open windows that `popup()` has not returned yet. All windows of a profile share the array. */
  readonly #opened: PlaywrightWindow[];
  readonly #problems: string[] = [];
  #isResized = false;

  constructor(page: PlaywrightWindow, opened: PlaywrightWindow[]) {
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

/** Opens a window with a new profile. */
export async function openWithPlaywright(browser: PlaywrightBrowser): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const opened: PlaywrightWindow[] = [];
  context.on('page', popup => opened.push(popup));
  return new PlaywrightPage(page, opened);
}
