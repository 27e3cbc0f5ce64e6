import type {Page} from '../../../src/testing/driver/types.js';
import type {Engine} from '../../../tools/browsers.mjs';

export type {Frame, Locator, Page, PageScript} from '../../../src/testing/driver/types.js';
export type {Engine};

export interface Browser {
  readonly engine: Engine;
  /** Opens a window with a new profile. */
  newPage(): Promise<Page>;
  close(): Promise<void>;
}
