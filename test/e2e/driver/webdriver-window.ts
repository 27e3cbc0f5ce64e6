import {createPage} from '../../../tools/webkit/page.mjs';
import type {Page} from '../../../tools/webkit/page.mjs';
import type {Session} from '../../../tools/webkit/session.mjs';
import type {Reference} from './webdriver-document.js';

/** Runs one command at a time, because a session has only one current window and one current document. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<Result>(job: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(job, job);
    this.#last = turn;
    return turn;
  }
}

/** A window of a session. Each command selects its window and document first. */
export class WebDriverWindow {
  readonly #session: Session;
  readonly #turns: Turns;
  readonly #page: Page;
  readonly handle: string;

  constructor(session: Session, turns: Turns, handle: string) {
    this.#session = session;
    this.#turns = turns;
    this.#page = createPage(session);
    this.handle = handle;
  }

  /** Returns another window of the same session. */
  sibling(handle: string): WebDriverWindow {
    return new WebDriverWindow(this.#session, this.#turns, handle);
  }

  command(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: object,
    frames: readonly Reference[] = [],
  ): Promise<unknown> {
    return this.use(() => this.#session.call(method, path, body), frames);
  }

  /** Returns the handles of all windows of the session. */
  handles(): Promise<string[]> {
    return this.#turns.take(() => this.#session.call('GET', 'window/handles')) as Promise<string[]>;
  }

  use<Result>(job: (page: Page) => Promise<Result>, frames: readonly Reference[] = []): Promise<Result> {
    return this.#turns.take(async () => {
      await this.#session.call('POST', 'window', {handle: this.handle});
      await this.#session.call('POST', 'frame', {id: null});
      for (const id of frames) await this.#session.call('POST', 'frame', {id});
      return job(this.#page);
    });
  }
}
