import assert from 'node:assert/strict';
import {it} from 'node:test';
import type {Frame} from '../e2e/driver/index.js';
import {onHostPage} from '../e2e/support/each-engine.js';
import {rowOf} from '../e2e/support/repair-page.js';
import type {Provider} from '../e2e/support/test-servers.js';

/** More key presses than any control of the pages is away. */
const LONGEST_WAY = 20;

/** The name, label or text of the focused control of a document, through its shadow roots. Runs in the page. */
function nameOfFocused(): string {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (!active || active === document.body) return '';
  const slot = active.querySelector('slot');
  const labels = active instanceof HTMLInputElement ? [...(active.labels ?? [])] : [];
  const texts = [active.ariaLabel, active.getAttribute('title'), ...labels.map(label => label.textContent)];
  return (texts.find(Boolean) ?? slot?.textContent ?? active.textContent ?? '').trim();
}

/** Presses a key until the focused control of the document has that name. */
async function moveTo(frame: Frame, name: string, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < LONGEST_WAY; presses++) {
    const focused = await frame.evaluate(nameOfFocused);
    if (focused === name) return;
    passed.push(focused);
    await frame.press(key);
  }
  assert.fail(`"${name}" is not reachable by ${key}; focused: ${passed.join(', ')}`);
}

async function type(frame: Frame, text: string): Promise<void> {
  for (const character of text) await frame.press(character);
}

for (const provider of ['plaid', 'meld'] as const satisfies readonly Provider[]) {
  onHostPage(`a person with a keyboard alone, through ${provider}`, withFixture => {
    it(
      'signs in after a wrong password and is back at the button',
      withFixture(async ({page}) => {
        const {page: window} = page;
        await window.evaluate((row: string) => {
          // The start of the row, because the other row has a button of the same name.
          const start = Object.assign(document.createElement('a'), {href: '#', textContent: 'Start'});
          document.querySelector(row)!.before(start);
          start.focus();
        }, rowOf(provider));
        await moveTo(window, 'Reconnect Test Bank');
        await window.press('Enter');
        const widget = await page.widget(provider);
        await widget.waitFor(() => document.querySelector('input'));
        // The widget takes the focus, or the person moves into it.
        for (let presses = 0; presses < LONGEST_WAY; presses++) {
          if (await widget.evaluate(() => document.hasFocus())) break;
          await window.press('Tab');
        }
        await moveTo(widget, 'Username');
        await type(widget, 'user_good');
        await widget.press('Tab');
        await type(widget, 'wrong');
        await widget.press('Enter');
        await widget.waitFor(() => !document.querySelector<HTMLElement>('[role=alert]')?.hidden);
        await moveTo(widget, 'Password', 'Shift+Tab');
        await widget.evaluate(() => (document.activeElement as HTMLInputElement).select());
        await type(widget, 'pass_good');
        await widget.press('Enter');
        await page.waitForExit('successful');
        await page.waitForEvent('repair-confirmed');
        await page.widgetGone();
        const focused = await window.evaluate(() => {
          const part = document.activeElement?.shadowRoot?.activeElement?.getAttribute('part');
          return `${document.activeElement?.localName} ${part}`;
        });
        // A connection that works has no button. Its message has the focus then.
        assert.match(focused, /^bank-reconnect (message|button)$/);
      }),
    );

    it(
      'leaves with Escape or with Close and is back at the button',
      withFixture(async ({page}) => {
        const {page: window} = page;
        await window.evaluate((row: string) => {
          document
            .querySelector(`${row} bank-reconnect`)!
            .shadowRoot!.querySelector<HTMLElement>('[part=button]')!
            .focus();
        }, rowOf(provider));
        await window.press(provider === 'plaid' ? 'Enter' : ' ');
        const widget = await page.widget(provider);
        await widget.waitFor(() => document.querySelector('input'));
        if (provider === 'plaid') {
          for (let presses = 0; presses < LONGEST_WAY; presses++) {
            if (await widget.evaluate(() => document.hasFocus())) break;
            await window.press('Tab');
          }
          await moveTo(widget, 'Cancel');
          await widget.press('Enter');
        } else {
          await moveTo(window, 'Close');
          await window.press('Enter');
        }
        await page.waitForExit('aborted');
        await page.widgetGone();
        assert.equal(await window.evaluate(nameOfFocused), 'Reconnect Test Bank');
      }),
    );
  });
}
