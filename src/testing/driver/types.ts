/** Code that runs in the page: a function without a closure whose arguments and result are JSON, or an expression. */
export type PageScript<Args extends unknown[], Result> = ((...args: Args) => Result | Promise<Result>) | string;

/**
 * Selects the first visible element that matches all members, in the document and its open shadow roots. Texts are compared
 * as a whole, with white space collapsed.
 */
export interface Locator {
  css?: string;
  /** The ARIA role, explicit or implied by the element. */
  role?: string;
  /** The accessible name: "Sign in". */
  name?: string;
  /** The visible label of a field: "Username". */
  label?: string;
  /** The text. Of nested elements with the same text, the innermost matches. */
  text?: string;
  /** A CSS selector of an ancestor, across shadow roots. */
  within?: string;
}

/** The document of a page or of a frame in it. Every wait ends with an error after `LIMIT_MS`. */
export interface Frame {
  evaluate<Args extends unknown[], Result>(script: PageScript<Args, Result>, ...args: Args): Promise<Result>;
  /** Evaluates a script until its result is truthy, and returns the result. An error of the script is ignored. */
  waitFor<Args extends unknown[], Result>(script: PageScript<Args, Result>, ...args: Args): Promise<Result>;
  /** Waits for an iframe, in any shadow root and of any origin, and returns its document. */
  frame(locator?: string | Locator): Promise<Frame>;
  /** A real click, which counts as a user gesture, once the element is still and uncovered. A string is a CSS selector. */
  click(locator: string | Locator): Promise<void>;
  /** Clicks like `click` if the element is there and uncovered. Does not wait for it. */
  clickIfPresent(locator: string | Locator): Promise<void>;
  /** Focuses the field with that label and replaces its text. Dispatches `input`, but no key events. */
  fill(label: string, text: string): Promise<void>;
  /** Presses a key, or several as in `Shift+Tab`, on the focused element. */
  press(key: string): Promise<void>;
  /** The visible text of an element, with white space collapsed. */
  text(locator: string | Locator): Promise<string>;
}

/** A window. */
export interface Page extends Frame {
  goto(url: string): Promise<void>;
  back(): Promise<void>;
  /** Waits for the next window that the page or one of its windows opens. Each window is returned once. */
  popup(): Promise<Page>;
  /** Also true after the window has closed itself. */
  isClosed(): Promise<boolean>;
  /**
   * The errors and warnings on the console since the window was opened or reset, and uncaught errors. WebKitGTK's protocol
   * reports none.
   */
  problems(): readonly string[];
  /** Writes a PNG file. */
  screenshot(path: string): Promise<void>;
  /** In CSS pixels. WebKitGTK has windows no narrower than about 450. */
  setViewport(size: {width: number; height: number}): Promise<void>;
  /**
   * Closes the windows that the page has opened, deletes the profile's cookies and the storage of the page's origin, and goes
   * to `url`. An error means that the window cannot be used again.
   */
  reset(url: string): Promise<void>;
  /** Closes the window. With the first window of a profile, its other windows are closed, too. */
  close(): Promise<void>;
}
