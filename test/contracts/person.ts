import {signIn, type RepairPage} from '../e2e/support/repair-page.js';
import type {Frame, Page} from '../e2e/driver/index.js';
import {poll} from '../e2e/driver/poll.js';
import type {Contract} from './contract.js';
import type {Host} from './host.js';

/** The longest lifetime of any token plus an hour, in seconds. */
export const PAST_ANY_TOKEN = 25 * 3600;

const button = (name: string) => ({role: 'button', name});

/** The exits so far, without their prefix. */
export async function exitsOf(page: RepairPage): Promise<string[]> {
  const types = (await page.events()).map(({type}) => type);
  return types.filter(type => type.startsWith('exited-')).map(type => type.slice('exited-'.length));
}

/** Whether a button with that name is visible. Runs in the widget. */
const hasButton = (name: string): boolean =>
  [...document.querySelectorAll('button')].some(
    button => button.textContent?.trim() === name && button.getClientRects().length > 0,
  );

/** Whether a widget is gone: its window is closed, or its frame no longer evaluates scripts. */
export const isGone = (widget: Frame | Page): Promise<boolean> =>
  'isClosed' in widget ? widget.isClosed() : widget.evaluate(() => false).catch(() => true);

/** The actions of a person on the page's only element and its widget, in a frame or in a window. */
export class Person {
  /** The number of clicks on the element's button. */
  opened = 0;
  readonly #page: RepairPage;
  readonly #contract: Contract;

  constructor(page: RepairPage, contract: Contract) {
    this.#page = page;
    this.#contract = contract;
  }

  /** Clicks the element's button. */
  async open(): Promise<void> {
    this.opened++;
    // In WebKit a clicked button does not get the focus.
    await this.#page.page.evaluate(() => {
      document.querySelector('bank-reconnect')!.shadowRoot!.querySelector<HTMLElement>('[part=button]')!.focus();
    });
    await this.#page.page.click({css: '[part=button]'});
  }

  /** Resolves with the document of the present widget. */
  async widget(): Promise<Frame> {
    const {page} = this.#page;
    if (this.#contract.display !== 'popup') return page.frame('iframe');
    // Windows of earlier attempts are closed. Some drivers still return them.
    for (;;) {
      const window = await page.popup();
      const state = await poll('the window of the widget or its end', async () => {
        if (await window.isClosed()) return 'closed';
        return (await window.evaluate(() => location.protocol !== 'about:')) && 'open';
      });
      if (state === 'open') return window;
    }
  }

  /** Waits until the widget has loaded. A widget in a popup reports nothing, so there it waits for the popup. */
  waitForWidget(): Promise<unknown> {
    return this.#page.waitForEvent(this.#contract.display === 'popup' ? 'widget-opened' : 'widget-loaded');
  }

  /** Calls `close()` of the element, unless the widget has succeeded. */
  close(): Promise<void> {
    return this.#page.page.evaluate(() => {
      const element = document.querySelector<Element & {state: string; close(): void}>('bank-reconnect')!;
      if (!/^(completing|verifying)$/.test(element.state)) element.close();
    });
  }

  /** Clicks the widget's "Cancel", and closes the element if the widget does not report it. */
  async cancel(widget: Frame): Promise<void> {
    await widget.click(button('Cancel'));
    if (this.#contract.cancel === 'closed') await this.close();
  }

  /** Clicks the widget's "Cancel" if there is one, else closes the element. */
  async leave(widget: Frame): Promise<void> {
    await ((await widget.evaluate(hasButton, 'Cancel')) ? this.cancel(widget) : this.close());
  }

  /** Waits until a widget is open or the attempt has ended. */
  waitForAnswer(): Promise<true> {
    return poll('a widget or an exit', async () => {
      const types = await this.#page.mainEvents();
      return types.some(type => type === 'widget-opened' || type.startsWith('exited-')) || undefined;
    });
  }

  /** Signs in and waits for the exit. */
  async signIn(widget: Frame): Promise<void> {
    await signIn(widget);
    await this.finish(widget);
  }

  /** Signs in at a bank that opens its own window. */
  async allow(widget: Frame): Promise<void> {
    await widget.click(button('Sign in'));
    await (await this.#page.page.popup()).click(button('Allow'));
  }

  /** Waits for the exit after the sign-in, and clicks the "Done" button that some widgets show. */
  async finish(widget: Frame, limit?: number): Promise<void> {
    const isDone = async () => (await exitsOf(this.#page)).length >= this.opened;
    const step = async () => {
      if (await isDone()) return true;
      // The widget may end by itself before the click.
      if (await widget.evaluate(hasButton, 'Done')) await widget.clickIfPresent(button('Done'));
      return isDone();
    };
    await poll('an exit', step, limit);
  }

  /** Opens the widget with a token that expires between the backend's answer and its first use, and closes it. */
  async openWithDeadToken(host: Host): Promise<void> {
    const {page} = this.#page;
    await page.evaluate(() => {
      const {fetch: originalFetch} = window;
      window.fetch = async (...call) => {
        const answer = await originalFetch(...call);
        const isFirst = answer.url.includes('/api/token') && !('go' in window);
        if (isFirst) await new Promise(go => Object.assign(window, {go}));
        return answer;
      };
    });
    await this.open();
    await page.waitFor(() => 'go' in window);
    await host.control('POST', '/clock', {advanceSeconds: PAST_ANY_TOKEN});
    // The entries of the backend would expire in the same time.
    host.restart();
    await page.evaluate(() => (window as unknown as {go(): void}).go());
    await this.waitForAnswer();
    // Some widgets report the expiry, others do not.
    const hasReported = async () =>
      (await this.#page.events()).some(({type}) => /^(widget-event|exited-)/.test(type)) || undefined;
    await poll('a message of the widget', hasReported, 1500).catch(() => undefined);
    await this.close();
  }
}
