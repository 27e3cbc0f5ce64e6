import assert from 'node:assert/strict';
import type {Frame} from '../../e2e/driver/index.js';
import {RepairPage, signIn} from '../../e2e/support/repair-page.js';

/** The connections that every example shows. */
export const banks = {
  plaid: {name: 'First Harbor Bank', frame: 'iframe[id^=plaid-link-iframe]', healthy: 'HEALTHY'},
  meld: {name: 'Meridian Trust', frame: 'iframe[part=frame]', healthy: 'ACTIVE'},
} as const;

export type Bank = (typeof banks)[keyof typeof banks];

/** What a development server adds to a page's console: lit's own notice that it is in development mode. */
const isExpected = (problem: string): boolean => problem.startsWith('Lit is in dev mode.');

/** The page of an example. */
export class BanksPage extends RepairPage {
  /** Clicks the button of an element. */
  async repair({name}: Bank): Promise<void> {
    await this.#ready();
    await this.page.click({role: 'button', name: `Reconnect ${name}`});
  }

  /** Clicks one of the page's own buttons. A dialog that is open makes them inert for a person, not for the page's code. */
  async press(name: string): Promise<void> {
    await this.#ready();
    await this.page.waitFor((text: string) => {
      const button = [...document.querySelectorAll('button')].find(({textContent}) => textContent?.trim() === text);
      button?.click();
      return !!button;
    }, name);
  }

  widgetOf({frame}: Bank): Promise<Frame> {
    return this.page.frame(frame);
  }

  /** Waits until the page's own listener has shown the healthy status. */
  async waitForNews({name, healthy}: Bank): Promise<void> {
    await this.page.waitFor(
      (text: string) => document.querySelector('[role=status]')?.textContent?.trim() === text,
      `${name}: ${healthy}`,
    );
  }

  /** The names of the banks, in the order of the elements. */
  order(): Promise<string[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('bank-reconnect')].map(element => element.institutionName ?? ''),
    );
  }

  /** Signs in at the bank whose widget is open, and waits until the connection is healthy. */
  async finish(bank: Bank, count = 1): Promise<void> {
    await signIn(await this.widgetOf(bank));
    await this.waitForEvent('repair-confirmed', count);
  }

  /** The number of exits of the attempts so far. */
  async exits(): Promise<string[]> {
    return (await this.mainEvents()).filter(type => type.startsWith('exited-'));
  }

  /** Waits until the page has set the elements' properties. A server may have rendered the tags before. */
  async #ready(): Promise<void> {
    await this.page.waitFor(() =>
      [...document.querySelectorAll('bank-reconnect')].every(({sandboxUrl, disabled}) => sandboxUrl && !disabled),
    );
  }

  /** Fails for an error, a warning on the console, or something that a repair has left in the page. */
  async assertClean(): Promise<void> {
    await this.widgetGone();
    assert.deepEqual(
      this.page.problems().filter(problem => !isExpected(problem)),
      [],
    );
    await this.assertNoPageErrors();
  }
}
