import assert from 'node:assert/strict';
import {it} from 'node:test';
import {onDemo} from './support/each-engine.js';
import {signIn, waitForAlert, type RepairPage} from './support/repair-page.js';

/** The page hears of what Meld's widget shows a moment later. */
const errorHeard = ({page}: RepairPage): Promise<unknown> =>
  page.waitFor(() =>
    (window as unknown as {heard: {detail: {name?: string}}[]}).heard.some(({detail}) => detail.name === 'error'),
  );

/** Banks that do not let the person in: leaving them is what ends the attempt. */
onDemo('a bank that does not let the person in', inScene => {
  it(
    'and is down at Plaid ends with the exit that Link reports: an unavailable institution',
    inScene(async ({page, stage}) => {
      await stage.change('plaid', {bank: 'down'});
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
    'and is down at Meld stays in the widget until our close button, and tells the error with the exit',
    inScene(async ({page, stage}) => {
      await stage.change('meld', {bank: 'down'});
      await page.reconnect('meld');
      await waitForAlert(await page.widget('meld'), 'cannot be reached');
      await errorHeard(page);
      assert.equal(await page.state('meld'), 'open');
      await page.click('meld', {css: '[part=close]'});
      const {detail} = await page.waitForExit('aborted');
      assert.equal(detail.reason, 'closed');
      assert.equal(detail.error?.code, 'widget-error');
      assert.equal(detail.error.vendor?.code, 'down');
    }),
  );

  it(
    'because it has locked the account is an abort at Plaid, with the reason in the error',
    inScene(async ({page}) => {
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
    'because it has locked the account is an abort at Meld, with the reason in the error',
    inScene(async ({page}) => {
      await page.reconnect('meld');
      const widget = await page.widget('meld');
      await signIn(widget, 'user_locked');
      await waitForAlert(widget, 'locked');
      await errorHeard(page);
      await page.click('meld', {css: '[part=close]'});
      const {detail} = await page.waitForExit('aborted');
      assert.equal(detail.reason, 'closed');
      assert.equal(detail.error?.vendor?.code, 'locked');
    }),
  );

  it(
    'because the password was wrong is an abort and no error',
    inScene(async ({page}) => {
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
