import {ElementPage} from '../../../src/testing/element-page.js';
import type {Frame, Locator} from '../driver/index.js';
import type {Provider} from './test-servers.js';

export type {RecordedEvent} from '../../../src/testing/element-page.js';
export {signIn, waitForAlert} from '../../../src/testing/widget-actions.js';

/** The container of a provider's element: the first one in the demo, the only one elsewhere. */
export const rowOf = (provider: Provider): string =>
  `[data-provider=${provider}]:not([data-connection]:not([data-connection=conn_${provider}]))`;

/** A page with elements, used like a person. Every element is in a `[data-provider]`. */
export class RepairPage extends ElementPage {
  /** Clicks the button of an element. */
  reconnect(provider: Provider): Promise<void> {
    return this.page.click({css: '[part=button]', within: rowOf(provider)});
  }

  /** The document of the widget that is open. */
  widget(provider: Provider): Promise<Frame> {
    const css = provider === 'plaid' ? 'iframe[id^=plaid-link-iframe]' : 'iframe[part=frame]';
    return this.page.frame(provider === 'plaid' ? css : {css, within: rowOf(provider)});
  }

  /** Waits until the widget is gone. */
  async widgetGone(): Promise<void> {
    await this.page.waitFor(
      () =>
        !document.querySelector('iframe') &&
        [...document.querySelectorAll('bank-reconnect')].every(tag => !tag.shadowRoot?.querySelector('iframe, dialog')),
    );
  }

  /** Clicks something in the element's shadow root. */
  click(provider: Provider, locator: Locator): Promise<void> {
    return this.page.click({...locator, within: `${rowOf(provider)} bank-reconnect`});
  }

  /** The aggregator's status, as the page shows it. */
  status(provider: Provider): Promise<string> {
    return this.page.text(`${rowOf(provider)} [data-status]`);
  }

  async waitForStatus(provider: Provider, word: string): Promise<void> {
    await this.page.waitFor(
      (selector: string, text: string) => document.querySelector(selector)?.textContent === text,
      `${rowOf(provider)} [data-status]`,
      word,
    );
  }

  state(provider: Provider): Promise<string> {
    return this.page.evaluate(
      (selector: string) => document.querySelector<Element & {state: string}>(selector)?.state ?? '',
      `${rowOf(provider)} bank-reconnect`,
    );
  }

  async waitForState(provider: Provider, state: string): Promise<void> {
    await this.page.waitFor(
      (selector: string, wanted: string) =>
        document.querySelector<Element & {state: string}>(selector)?.state === wanted,
      `${rowOf(provider)} bank-reconnect`,
      state,
    );
  }

  /** The element's message to the person. */
  message(provider: Provider): Promise<string> {
    return this.page.text({css: '[part=message]', within: rowOf(provider)});
  }

  /** The states that were entered. */
  async states(provider: Provider): Promise<(string | undefined)[]> {
    const changes = (await this.events(provider)).filter(({type}) => type === 'repair-state-changed');
    return changes.map(({detail}) => detail.newState);
  }
}
