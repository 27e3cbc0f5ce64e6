import type {DocumentDriver} from '../../../src/testing/driver/driver-frame.js';
import {fillField, findClickPoint} from '../../../src/testing/driver/element-scripts.js';
import {toFunction} from '../../../src/testing/driver/expression.js';
import type {WebDriverWindow} from './webdriver-window.js';

/** The protocol's reference to an element. */
export type Reference = Record<string, string>;

/** A document of a window, reached through iframes. */
export class WebDriverDocument implements DocumentDriver<Reference> {
  readonly #window: WebDriverWindow;
  readonly #path: readonly Reference[];

  constructor(window: WebDriverWindow, path: readonly Reference[] = []) {
    this.#window = window;
    this.#path = path;
  }

  evaluate(expression: string): Promise<unknown> {
    return this.#execute(`return (${expression})`);
  }

  find(expression: string): Promise<Reference | null> {
    return this.evaluate(expression) as Promise<Reference | null>;
  }

  async prepareClick(element: Reference): Promise<(() => Promise<void>) | null> {
    if (!(await this.#run(findClickPoint, element))) return null;
    // WebKitWebDriver's own click refuses elements in nested shadow roots as covered.
    return () => this.#window.use(page => page.mouse.clickElement(element), this.#path);
  }

  async fill(element: Reference, text: string): Promise<void> {
    await this.#run(fillField, element, text);
  }

  enter(iframe: Reference): Promise<DocumentDriver<Reference> | null> {
    return Promise.resolve(new WebDriverDocument(this.#window, [...this.#path, iframe]));
  }

  press(key: string): Promise<void> {
    return this.#window.use(page => page.keyboard.press(key), this.#path);
  }

  #run(script: (...args: never[]) => unknown, ...args: unknown[]): Promise<unknown> {
    return this.#execute(`return (${toFunction(script)})(...arguments)`, ...args);
  }

  #execute(script: string, ...args: unknown[]): Promise<unknown> {
    return this.#window.command('POST', 'execute/sync', {script, args}, this.#path);
  }
}
