import {signIn, type RepairPage} from '../e2e/support/repair-page.js';
import type {Frame, Page} from '../e2e/driver/index.js';
import {poll} from '../e2e/driver/poll.js';
import type {Contract} from './contract.js';
import type {Host} from './host.js';

/** The longest that any token lives, and an hour. */
export const PAST_ANY_TOKEN = 25 * 3600;

const button = (name: string) => ({role: 'button', name});

/** The exits so far, without what they have in common. */
export async function exitsOf(page: RepairPage): Promise<string[]> {
  const types = (await page.events()).map(({type}) => type);
  return types.filter(type => type.startsWith('exited-')).map(type => type.slice('exited-'.length));
}

/** Runs in the widget: whether there is such a button to be seen. */
const hasButton = (name: string): boolean =>
  [...document.querySelectorAll('button')].some(
    button => button.textContent?.trim() === name && button.getClientRects().length > 0,
  );

/** Whether a widget is no more: its window is closed, or its frame has gone and nobody can ask it anything. */
export const isGone = (widget: Frame | Page): Promise<boolean> =>
  'isClosed' in widget ? widget.isClosed() : widget.evaluate(() => false).catch(() => true);

/** What a person does with the page's one element and its widget, wherever that is shown. */
export class Person {
  /** How often the element's button was clicked. */
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
    // Safari's engine gives a clicked button no focus.
    await this.#page.page.evaluate(() => {
      document.querySelector('bank-reconnect')!.shadowRoot!.querySelector<HTMLElement>('[part=button]')!.focus();
    });
    await this.#page.page.click({css: '[part=button]'});
  }

  /** The document of the widget that is shown, whoever's it is. */
  async widget(): Promise<Frame> {
    const {page} = this.#page;
    if (this.#contract.display !== 'popup') return page.frame('iframe');
    // Windows of earlier attempts are closed; some drivers never saw them, and some name them all the same.
    for (;;) {
      const window = await page.popup();
      const state = await poll('the window of the widget or its end', async () => {
        if (await window.isClosed()) return 'closed';
        return (await window.evaluate(() => location.protocol !== 'about:')) && 'there';
      });
      if (state === 'there') return window;
    }
  }

  /** Waits until the widget is all there; nothing is heard from one in a window of its own. */
  seen(): Promise<unknown> {
    return this.#page.waitForEvent(this.#contract.display === 'popup' ? 'widget-opened' : 'widget-loaded');
  }

  /** Leaves by what the page offers, not the widget, unless the repair has gone through meanwhile. */
  close(): Promise<void> {
    return this.#page.page.evaluate(() => {
      const element = document.querySelector<Element & {state: string; close(): void}>('bank-reconnect')!;
      if (!/^(completing|verifying)$/.test(element.state)) element.close();
    });
  }

  /** Leaves by the widget's own "Cancel", and by what the page offers where the widget does not tell of that. */
  async cancel(widget: Frame): Promise<void> {
    await widget.click(button('Cancel'));
    if (this.#contract.cancel === 'closed') await this.close();
  }

  /** Leaves in whatever way there is. */
  async leave(widget: Frame): Promise<void> {
    await ((await widget.evaluate(hasButton, 'Cancel')) ? this.cancel(widget) : this.close());
  }

  /** Has begun to open: a widget is there, or it has ended. */
  isAnswered(): Promise<true> {
    return poll('a widget or an exit', async () => {
      const types = await this.#page.milestones();
      return types.some(type => type === 'widget-opened' || type.startsWith('exited-')) || undefined;
    });
  }

  /** Signs in and does what is asked after that, up to the exit. */
  async signIn(widget: Frame): Promise<void> {
    await signIn(widget);
    await this.finish(widget);
  }

  /** Signs in at a bank that has a window of its own. */
  async allow(widget: Frame): Promise<void> {
    await widget.click(button('Sign in'));
    await (await this.#page.page.popup()).click(button('Allow'));
  }

  /** What a person does after having signed in: nothing, or to press the last button that some widgets have. */
  async finish(widget: Frame, limit?: number): Promise<void> {
    const isDone = async () => (await exitsOf(this.#page)).length >= this.opened;
    const step = async () => {
      if (await isDone()) return true;
      if (await widget.evaluate(hasButton, 'Done')) await widget.click(button('Done'));
      return isDone();
    };
    await poll('an exit', step, limit);
  }

  /** Opens with a token that has expired between the backend's answer and its first use, and leaves. */
  async openWithDeadToken(host: Host): Promise<void> {
    const {page} = this.#page;
    await page.evaluate(() => {
      const {fetch: ask} = window;
      window.fetch = async (...call) => {
        const answer = await ask(...call);
        const isFirst = answer.url.includes('/api/token') && !('go' in window);
        if (isFirst) await new Promise(go => Object.assign(window, {go}));
        return answer;
      };
    });
    await this.open();
    await page.waitFor(() => 'go' in window);
    await host.control('POST', '/clock', {advanceSeconds: PAST_ANY_TOKEN});
    // What the backend keeps would have run out with the time.
    host.restart();
    await page.evaluate(() => (window as unknown as {go(): void}).go());
    await this.isAnswered();
    // Some vendors say that it has expired, others say nothing.
    const says = async () =>
      (await this.#page.events()).some(({type}) => /^(widget-event|exited-)/.test(type)) || undefined;
    await poll('a word of the widget', says, 1500).catch(() => undefined);
    await this.close();
  }
}
