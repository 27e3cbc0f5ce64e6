import assert from 'node:assert/strict';
import {it} from 'node:test';
import {onHostPage} from './support/each-engine.js';
import {signIn, waitForAlert, type RepairPage} from './support/repair-page.js';

/** Waits until the page has received the error of Meld's widget, which follows shortly after the widget shows it. */
const waitForError = ({page}: RepairPage): Promise<unknown> =>
  page.waitFor(() =>
    (window as unknown as {recordedEvents: {detail: {name?: string}}[]}).recordedEvents.some(
      ({detail}) => detail.name === 'error',
    ),
  );

onHostPage('a refused sign-in', withFixture => {
  it(
    'at a bank that is down fails with institution-unavailable at Plaid',
    withFixture(async ({page, servers}) => {
      await servers.change('plaid', {bank: 'down'});
      await page.reconnect('plaid');
      const widget = await page.widget('plaid');
      await waitForAlert(widget, 'cannot be reached');
      await widget.click({role: 'button', name: 'Cancel'});
      const {detail} = await page.waitForExit('errored');
      assert.equal(detail.error?.code, 'institution-unavailable');
      assert.equal(detail.error.vendor?.code, 'INSTITUTION_DOWN');
      await page.widgetGone();
      assert.match(await page.message('plaid'), /unavailable/);
    }),
  );

  it(
    'at a bank that is down aborts with the error at Meld, when the widget is closed',
    withFixture(async ({page, servers}) => {
      await servers.change('meld', {bank: 'down'});
      await page.reconnect('meld');
      await waitForAlert(await page.widget('meld'), 'cannot be reached');
      await waitForError(page);
      assert.equal(await page.state('meld'), 'open');
      await page.click('meld', {css: '[part=close]'});
      const {detail} = await page.waitForExit('aborted');
      assert.equal(detail.reason, 'closed');
      assert.equal(detail.error?.code, 'widget-error');
      assert.equal(detail.error.vendor?.code, 'down');
    }),
  );

  it(
    'of a locked account aborts with the error at Plaid',
    withFixture(async ({page}) => {
      await page.reconnect('plaid');
      const widget = await page.widget('plaid');
      await signIn(widget, 'user_locked');
      await waitForAlert(widget, 'locked');
      await widget.click({role: 'button', name: 'Cancel'});
      const {detail} = await page.waitForExit('aborted');
      assert.equal(detail.reason, 'cancelled');
      assert.equal(detail.error?.vendor?.code, 'ITEM_LOCKED');
    }),
  );

  it(
    'of a locked account aborts with the error at Meld',
    withFixture(async ({page}) => {
      await page.reconnect('meld');
      const widget = await page.widget('meld');
      await signIn(widget, 'user_locked');
      await waitForAlert(widget, 'locked');
      await waitForError(page);
      await page.click('meld', {css: '[part=close]'});
      const {detail} = await page.waitForExit('aborted');
      assert.equal(detail.reason, 'closed');
      assert.equal(detail.error?.vendor?.code, 'locked');
    }),
  );

  it(
    'with a wrong password aborts with the error',
    withFixture(async ({page}) => {
      await page.reconnect('plaid');
      const widget = await page.widget('plaid');
      await signIn(widget, 'user_good', 'wrong');
      await waitForAlert(widget, 'do not match');
      await widget.click({role: 'button', name: 'Cancel'});
      const {detail} = await page.waitForExit('aborted');
      assert.equal(detail.reason, 'cancelled');
      assert.equal(detail.error?.vendor?.code, 'INVALID_CREDENTIALS');
    }),
  );
});
