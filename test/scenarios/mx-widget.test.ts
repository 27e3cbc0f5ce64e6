import assert from 'node:assert/strict';
import {it} from 'node:test';
import {inEachEngine, type Fixture} from '../e2e/support/each-engine.js';
import {signIn, waitForAlert} from '../e2e/support/repair-page.js';
import {hostPageOf} from '../e2e/support/site.js';

/** Opens the widget of a denied member, which posts the member's error when it has loaded. */
async function openWidget({page, servers}: Fixture) {
  await page.goto(`${servers.serve({'/': hostPageOf(servers, 'mx')}).url}/`);
  await page.reconnect('mx');
  const widget = await page.widget('mx');
  await page.page.waitFor(() =>
    (window as unknown as {recordedEvents: {detail: {name?: string}}[]}).recordedEvents.some(
      ({detail}) => detail.name === 'mx/connect/memberError',
    ),
  );
  return widget;
}

inEachEngine('an abort of MX Connect', withFixture => {
  it(
    'at once has no error, although the widget has posted the error of the present state',
    withFixture(async fixture => {
      const {page} = fixture;
      await openWidget(fixture);
      await page.click('mx', {css: '[part=close]'});
      const {detail} = await page.waitForExit('aborted');
      assert.deepEqual([detail.reason, detail.error], ['closed', undefined]);
    }),
  );

  it(
    'by a deletion of the connection has no error',
    withFixture(async fixture => {
      const {page} = fixture;
      const widget = await openWidget(fixture);
      await widget.click({role: 'button', name: 'Delete this connection'});
      await widget.click({role: 'button', name: 'Delete'});
      const {detail} = await page.waitForExit('aborted');
      assert.deepEqual([detail.reason, detail.error], ['removed', undefined]);
    }),
  );

  it(
    'after a right password has no error',
    withFixture(async fixture => {
      const {page, servers} = fixture;
      await servers.setVariants({mx: {connectingSeconds: 60}});
      const widget = await openWidget(fixture);
      await signIn(widget);
      await widget.waitFor(() => document.querySelector('#pane')?.textContent?.includes('Connecting') === true);
      await page.click('mx', {css: '[part=close]'});
      const {detail} = await page.waitForExit('aborted');
      assert.deepEqual([detail.reason, detail.error], ['closed', undefined]);
    }),
  );

  it(
    'after a wrong password has its error',
    withFixture(async fixture => {
      const {page} = fixture;
      const widget = await openWidget(fixture);
      await signIn(widget, 'user_good', 'wrong');
      await waitForAlert(widget, 'do not match');
      // The widget posts the messages of this step after it has shown the bank's answer.
      await page.page.waitFor(
        () =>
          (window as unknown as {recordedEvents: {detail: {name?: string}}[]}).recordedEvents.filter(
            ({detail}) => detail.name === 'mx/connect/memberError',
          ).length === 2,
      );
      await page.click('mx', {css: '[part=close]'});
      const {detail} = await page.waitForExit('aborted');
      assert.equal(detail.error?.vendor?.code, '2');
    }),
  );
});
