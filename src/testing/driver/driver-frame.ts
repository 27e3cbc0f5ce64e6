import {toExpression, untilTruthy} from './expression.js';
import {locate} from './locate.js';
import {poll} from './poll.js';
import type {Frame, Locator, PageScript} from './types.js';

/** The operations of a browser's protocol on one document. A handle refers to an element of it. */
export interface DocumentDriver<Handle> {
  /** @param expression its value, or the value of its promise, is the result */
  evaluate(expression: string): Promise<unknown>;
  /** @param expression evaluates to an element or null, or to a promise of one */
  find(expression: string): Promise<Handle | null>;
  /** Returns a function that clicks an element, or null while the element is covered. */
  prepareClick(element: Handle): Promise<(() => Promise<void>) | null>;
  /** Replaces the text of a field. */
  fill(element: Handle, text: string): Promise<void>;
  /** Returns the document of an iframe, or null while it has none. */
  enter(iframe: Handle): Promise<DocumentDriver<Handle> | null>;
  press(key: string): Promise<void>;
}

const asLocator = (locator: string | Locator): Locator => (typeof locator === 'string' ? {css: locator} : locator);

/** A document, for every protocol. */
export class DriverFrame<Handle> implements Frame {
  readonly #driver: DocumentDriver<Handle>;

  constructor(driver: DocumentDriver<Handle>) {
    this.#driver = driver;
  }

  async evaluate<Args extends unknown[], Result>(script: PageScript<Args, Result>, ...args: Args): Promise<Result> {
    return (await this.#driver.evaluate(toExpression(script, args))) as Result;
  }

  async waitFor<Args extends unknown[], Result>(script: PageScript<Args, Result>, ...args: Args): Promise<Result> {
    const expression = toExpression(script, args);
    const what = `${script.toString()} with ${JSON.stringify(args)}`;
    return (await poll(what, () => this.#driver.evaluate(untilTruthy(expression)))) as Result;
  }

  async frame(locator: string | Locator = 'iframe'): Promise<Frame> {
    const {css = 'iframe', ...rest} = asLocator(locator);
    const driver = await poll(`the frame ${JSON.stringify(locator)}`, async () => {
      const iframe = await this.#find({css, ...rest});
      const inner = iframe && (await this.#driver.enter(iframe));
      // The first document of an iframe is empty and is replaced soon.
      const isThere = await inner?.evaluate(
        untilTruthy('location.href !== "about:blank" && document.readyState !== "loading"'),
      );
      return isThere ? inner : null;
    });
    return new DriverFrame(driver);
  }

  async click(locator: string | Locator): Promise<void> {
    // The element is searched for each time, because the page may replace it.
    const click = await poll(`a place to click ${JSON.stringify(locator)}`, () => this.#prepareClick(locator));
    await click();
  }

  async clickIfPresent(locator: string | Locator): Promise<void> {
    await (
      await this.#prepareClick(locator)
    )?.();
  }

  async fill(label: string, text: string): Promise<void> {
    await this.#driver.fill(await this.#wait({label}), text);
  }

  press(key: string): Promise<void> {
    return this.#driver.press(key);
  }

  async text(locator: string | Locator): Promise<string> {
    const expression = toExpression(locate, [asLocator(locator), 'text', false]);
    // An empty text is a text, so the page returns an array.
    const found = `(text => text !== null && [text])(${expression})`;
    const [text] = (await poll(`the text of ${JSON.stringify(locator)}`, () =>
      this.#driver.evaluate(untilTruthy(found)),
    )) as [string];
    return text;
  }

  #find(locator: Locator): Promise<Handle | null> {
    return this.#driver.find(untilTruthy(toExpression(locate, [locator, 'element', true])));
  }

  async #prepareClick(locator: string | Locator): Promise<(() => Promise<void>) | null> {
    const element = await this.#find(asLocator(locator));
    return element && (await this.#driver.prepareClick(element));
  }

  #wait(locator: Locator): Promise<Handle> {
    return poll(JSON.stringify(locator), () => this.#find(locator));
  }
}
