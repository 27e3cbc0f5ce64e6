import {poll} from './driver/poll.js';
import type {Frame, Page} from './driver/types.js';
import type {ElementPage} from './element-page.js';
import {button, hasButton, signIn} from './widget-actions.js';

/** What a person does in the widget. The defaults are for widgets with the words in their docstrings. */
export interface PersonActions {
  /** Signs in at the bank. Default: fills the fields "Username" and "Password" and clicks "Sign in". */
  signIn(widget: Frame): Promise<void>;
  /** Leaves the widget by its own control. Default: clicks "Cancel". */
  cancel(widget: Frame): Promise<void>;
  /** Clicks the button that some widgets show after the sign-in, if it is there. Default: "Done". Called repeatedly. */
  finish(widget: Frame): Promise<void>;
  /** Leaves for the bank's own window. Default: clicks "Sign in". */
  leaveForBank(widget: Frame): Promise<void>;
  /** Signs in at the bank's own window. Default: clicks "Allow". */
  allow(bank: Page): Promise<void>;
}

const DEFAULT_ACTIONS: PersonActions = {
  signIn: widget => signIn(widget),
  cancel: widget => widget.click(button('Cancel')),
  async finish(widget) {
    // The widget may end by itself before the click.
    if (await widget.evaluate(hasButton, 'Done')) await widget.clickIfPresent(button('Done'));
  },
  leaveForBank: widget => widget.click(button('Sign in')),
  allow: bank => bank.click(button('Allow')),
};

/** The exits so far, without their prefix. */
export async function exitsOf(page: ElementPage): Promise<string[]> {
  const types = (await page.events()).map(({type}) => type);
  return types.filter(type => type.startsWith('exited-')).map(type => type.slice('exited-'.length));
}

/** Whether a widget is gone: its window is closed, or its frame no longer evaluates scripts. */
export const isGone = (widget: Frame | Page): Promise<boolean> =>
  'isClosed' in widget ? widget.isClosed() : widget.evaluate(() => false).catch(() => true);

/** The members of a contract that a person needs. */
interface PersonOptions {
  readonly cancel: 'cancelled' | 'closed';
  readonly display?: string;
  readonly actions?: Partial<PersonActions>;
}

/** What a token's end of life needs. */
interface TokenOwners {
  readonly host: {restart(): void};
  readonly standIn: {expireTokens(): Promise<void>};
}

/** The actions of a person on the page's only element and its widget, in a frame or in a window. */
export class Person {
  /** The number of clicks on the element's button. */
  opened = 0;
  readonly #page: ElementPage;
  readonly #cancelReason: 'cancelled' | 'closed';
  readonly #isPopup: boolean;
  readonly #actions: PersonActions;

  constructor(page: ElementPage, {cancel, display, actions}: PersonOptions) {
    this.#page = page;
    this.#cancelReason = cancel;
    this.#isPopup = display === 'popup';
    this.#actions = {...DEFAULT_ACTIONS, ...actions};
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
    if (!this.#isPopup) return page.frame('iframe');
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
    return this.#page.waitForEvent(this.#isPopup ? 'widget-opened' : 'widget-loaded');
  }

  /** Calls `close()` of the element, unless the widget has succeeded. */
  close(): Promise<void> {
    return this.#page.page.evaluate(() => {
      const element = document.querySelector<Element & {state: string; close(): void}>('bank-reconnect')!;
      if (!/^(completing|verifying)$/.test(element.state)) element.close();
    });
  }

  /** Cancels the widget, and closes the element if the widget does not report it. */
  async cancel(widget: Frame): Promise<void> {
    await this.#actions.cancel(widget);
    if (this.#cancelReason === 'closed') await this.close();
  }

  /** Cancels the widget if it has a control for that, else closes the element. */
  async leave(widget: Frame): Promise<void> {
    const hasOwnAction = this.#actions.cancel !== DEFAULT_ACTIONS.cancel;
    await (hasOwnAction || (await widget.evaluate(hasButton, 'Cancel')) ? this.cancel(widget) : this.close());
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
    await this.enterPassword(widget);
    await this.finish(widget);
  }

  /** Signs in, without a wait for the exit. */
  enterPassword(widget: Frame): Promise<void> {
    return this.#actions.signIn(widget);
  }

  /** Signs in at a bank that opens its own window. */
  async allow(widget: Frame): Promise<void> {
    await this.#actions.leaveForBank(widget);
    await this.#actions.allow(await this.#page.page.popup());
  }

  /** Waits for the exit after the sign-in, and clicks the button that some widgets show. */
  async finish(widget: Frame, limit?: number): Promise<void> {
    const isDone = async () => (await exitsOf(this.#page)).length >= this.opened;
    const step = async () => {
      if (await isDone()) return true;
      await this.#actions.finish(widget);
      return isDone();
    };
    await poll('an exit', step, limit);
  }

  /** Opens the widget with a token that expires between the backend's answer and its first use, and closes it. */
  async openWithDeadToken({host, standIn}: TokenOwners): Promise<void> {
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
    await standIn.expireTokens();
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
