// The part of Playwright's API that the suite uses, so that neither the package nor its types depend on Playwright.

/** A browser of Playwright (`playwright`, `playwright-core` or `@playwright/test`). */
export interface PlaywrightBrowser {
  newContext(): Promise<PlaywrightContext>;
  close(): Promise<void>;
}

/** A profile. */
export interface PlaywrightContext {
  newPage(): Promise<PlaywrightWindow>;
  pages(): PlaywrightWindow[];
  on(event: 'page', listener: (page: PlaywrightWindow) => unknown): unknown;
  clearCookies(): Promise<void>;
  close(): Promise<void>;
}

/** A window. */
export interface PlaywrightWindow {
  on(event: 'console', listener: (message: {type(): string; text(): string}) => void): unknown;
  on(event: 'pageerror', listener: (error: Error) => void): unknown;
  readonly mouse: {click(x: number, y: number): Promise<void>};
  readonly keyboard: {press(key: string): Promise<void>};
  goto(url: string): Promise<unknown>;
  url(): string;
  isClosed(): boolean;
  screenshot(options: {path: string}): Promise<unknown>;
  setViewportSize(size: {width: number; height: number}): Promise<void>;
  context(): PlaywrightContext;
  mainFrame(): PlaywrightFrame;
  opener(): Promise<PlaywrightWindow | null>;
  on(event: 'console', listener: (message: {type(): string; text(): string}) => unknown): unknown;
  on(event: 'pageerror', listener: (error: Error) => unknown): unknown;
  close(): Promise<void>;
}

/** A document. */
export interface PlaywrightFrame {
  evaluate(expression: string): Promise<unknown>;
  evaluateHandle(expression: string): Promise<{asElement(): PlaywrightElement | null}>;
}

/** An element of a document. */
export interface PlaywrightElement {
  evaluate(script: () => unknown, arg: unknown): Promise<unknown>;
  contentFrame(): Promise<PlaywrightFrame | null>;
}
