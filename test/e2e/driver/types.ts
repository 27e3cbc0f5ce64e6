import type {Engine} from '../../../tools/browsers.mjs';

export type {Engine};

/** Code for the page: a function without a closure, whose arguments and result are JSON, or an expression. */
export type PageScript<Args extends unknown[], Result> = ((...args: Args) => Result | Promise<Result>) | string;

/**
 * What to look for, in the page and in all its open shadow roots: the first visible element to which all that is said
 * applies. Words are compared whole, with white space collapsed.
 */
export interface Locator {
  css?: string;
  /** The ARIA role, its own or its element's. */
  role?: string;
  /** The accessible name: "Sign in". */
  name?: string;
  /** The visible label of a field: "Username". */
  label?: string;
  /** The text; of several elements around it the innermost. */
  text?: string;
  /** A CSS selector of what it is in, across shadow roots. */
  within?: string;
}

/** A document: a page's own, or that of a frame in it. All waiting ends with an error after `LIMIT_MS`. */
export interface Frame {
  evaluate<Args extends unknown[], Result>(script: PageScript<Args, Result>, ...args: Args): Promise<Result>;
  /** Polls until the result is truthy, and returns it. An error of the script counts as "not yet". */
  waitFor<Args extends unknown[], Result>(script: PageScript<Args, Result>, ...args: Args): Promise<Result>;
  /** Waits for an iframe, in whatever shadow root and from whatever origin, and enters it. */
  frame(locator?: string | Locator): Promise<Frame>;
  /** A real click, which counts as a user gesture, once the element is still and uncovered. A string is a CSS selector. */
  click(locator: string | Locator): Promise<void>;
  /** Focuses the field with that label and replaces its text. Dispatches `input`, but no key events. */
  fill(label: string, text: string): Promise<void>;
  /** Presses a key, or several as in `Shift+Tab`, where the focus is. */
  press(key: string): Promise<void>;
  /** The text that is to be seen in an element, white space collapsed. */
  text(locator: string | Locator): Promise<string>;
}

/** A window. */
export interface Page extends Frame {
  goto(url: string): Promise<void>;
  back(): Promise<void>;
  /** The next window that the page, or one of its windows, opened and that was not asked for yet; waits for it. */
  popup(): Promise<Page>;
  /** True also when it closed itself. */
  isClosed(): Promise<boolean>;
  /** Writes a PNG file. */
  screenshot(path: string): Promise<void>;
  /** In CSS pixels. WebKitGTK has windows no narrower than about 450. */
  setViewport(size: {width: number; height: number}): Promise<void>;
  /**
   * Closes the windows that the page has opened, deletes the profile's cookies and the storage of the page's origin, and goes
   * to `url`. An error means that the window cannot be used again.
   */
  reset(url: string): Promise<void>;
  /** Closes the window, and with the first one all that came of it. */
  close(): Promise<void>;
}

export interface Browser {
  readonly engine: Engine;
  /** A window with a fresh profile. */
  newPage(): Promise<Page>;
  close(): Promise<void>;
}
