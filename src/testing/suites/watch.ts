import assert from 'node:assert/strict';
import type {Page} from '../driver/types.js';
import {PAGE_CODE} from '../host-page.js';

/** What the page records besides the element's events. */
interface Watch {
  /** The state of the page at each exit. */
  exits: {type: string; focus: string; left: number}[];
  /** The current listeners of the element's and the provider's code on the window and the document. */
  listeners: string[];
  /** The secrets in the token answers. */
  secrets: string[];
  /** All console output. */
  logged: string[];
}

type WatchedWindow = Window & {watch: Watch};

/** Runs in the page, before anything has been clicked. */
function startWatching(pageCode: string): void {
  const watch: Watch = {exits: [], listeners: [], secrets: [], logged: []};
  Object.assign(window, {watch});
  const element = document.querySelector('bank-reconnect')!;

  for (const type of ['exited-successful', 'exited-aborted', 'exited-errored']) {
    addEventListener(type, () => {
      const frames = [
        ...document.querySelectorAll('iframe'),
        ...element.shadowRoot!.querySelectorAll('iframe, dialog'),
      ];
      const focus = document.activeElement === element ? (element.shadowRoot!.activeElement?.part.value ?? '') : '';
      watch.exits.push({type, focus, left: frames.length});
    });
  }

  for (const target of [window, document, document.documentElement]) {
    const {addEventListener: add, removeEventListener: remove} = target;
    const keys = new Map<unknown, number>();
    const keyOf = (type: string, listener: unknown) => {
      if (!keys.has(listener)) keys.set(listener, keys.size);
      return `${target.constructor.name} ${type} ${keys.get(listener)}`;
    };
    Object.assign(target, {
      addEventListener(...call: [string, EventListener, AddEventListenerOptions?]) {
        const key = keyOf(call[0], call[1]);
        const isPageCode = new RegExp(pageCode).test(new Error().stack ?? '');
        if (isPageCode && !watch.listeners.includes(key)) watch.listeners.push(key);
        add.apply(target, call);
      },
      removeEventListener(...call: [string, EventListener]) {
        watch.listeners = watch.listeners.filter(key => key !== keyOf(call[0], call[1]));
        remove.apply(target, call);
      },
    });
  }

  const {console: pageConsole} = window;
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    const write = pageConsole[level].bind(pageConsole);
    pageConsole[level] = (...values: unknown[]) => {
      for (const value of values) {
        watch.logged.push(value instanceof Error ? `${value.message} ${value.stack}` : JSON.stringify(value));
      }
      write(...values);
    };
  }

  const collect = (value: unknown, name = ''): void => {
    if (typeof value === 'string' && value && /token|url/i.test(name)) watch.secrets.push(value);
    if (typeof value === 'object' && value) for (const [key, member] of Object.entries(value)) collect(member, key);
  };
  const {fetch: originalFetch} = window;
  window.fetch = async (...call) => {
    const answer = await originalFetch(...call);
    if (answer.url.includes('/api/token')) {
      collect(
        await answer
          .clone()
          .json()
          .catch(() => null),
      );
    }
    return answer;
  };
}

/**
 * Returns the secrets in events, the element's attributes and texts, the browser storage, the console and the page's URL.
 * The `src` of the frame is allowed to contain one.
 */
function findSecrets(events: string): string[] {
  const element = document.querySelector('bank-reconnect')!;
  const markup = [...element.shadowRoot!.children].map(child => {
    const copy = child.cloneNode(true) as Element;
    for (const frame of [copy, ...copy.querySelectorAll('iframe')]) frame.removeAttribute('src');
    return copy.outerHTML;
  });
  const stored = [localStorage, sessionStorage].map(storage => JSON.stringify({...storage}));
  const {secrets, logged} = (window as unknown as WatchedWindow).watch;
  const places = [events, element.outerHTML, ...markup, ...stored, ...logged, location.href].join('\n');
  return secrets.filter(secret => places.includes(secret));
}

export const watch = (page: Page): Promise<void> => page.evaluate(startWatching, PAGE_CODE);

/** Asserts that there is no secret in any of these places. */
export async function assertNoSecrets(page: Page): Promise<void> {
  const recordedEvents = await page.evaluate(() =>
    JSON.stringify((window as unknown as {recordedEvents: unknown}).recordedEvents),
  );
  assert.deepEqual(await page.evaluate(findSecrets, recordedEvents), []);
}

/** Asserts that at each exit the widget was removed and the focus restored, and that no listener is left. */
export async function assertCleanExits(page: Page, types: readonly string[]): Promise<void> {
  const {exits, listeners} = await page.evaluate(() => (window as unknown as WatchedWindow).watch);
  const clean = types.map(type => ({type: `exited-${type}`, focus: 'button', left: 0}));
  assert.deepEqual(exits, clean);
  assert.deepEqual(listeners, []);
}
