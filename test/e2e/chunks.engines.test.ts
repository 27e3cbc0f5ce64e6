import assert from 'node:assert/strict';
import {it} from 'node:test';
import {poll} from '../../src/testing/driver/poll.js';
import {inEachEngine} from './support/each-engine.js';
import type {Fixture} from './support/each-engine.js';
import {signIn} from './support/repair-page.js';
import {tagFor} from './support/site.js';
import type {Site} from './support/site.js';

const script = '<script type="module" src="/dist/bank-reconnect.js"></script>';

async function onSite(fixture: Fixture, run: (site: Site) => Promise<void>): Promise<void> {
  const html = `<!doctype html><title>Host</title>${script}${tagFor('meld', fixture.servers)}`;
  const site = fixture.servers.serve({'/': {html}});
  await fixture.page.goto(`${site.url}/`);
  await run(site);
}

/** Signs in and waits for the confirmation. */
async function finish({page}: Fixture): Promise<void> {
  await signIn(await page.widget('meld'));
  await page.waitForEvent('repair-confirmed');
}

/** The files that the page loads before a repair, and those that a repair loads before and after the widget is open. */
async function filesOf(fixture: Fixture): Promise<{idle: string[]; early: string[]; late: string[]}> {
  let files = {idle: [] as string[], early: [] as string[], late: [] as string[]};
  await onSite(fixture, async ({asked}) => {
    const idle = asked.length;
    await fixture.page.reconnect('meld');
    await fixture.page.waitForState('meld', 'open');
    const open = asked.length;
    await finish(fixture);
    files = {idle: asked.slice(0, idle), early: asked.slice(idle, open), late: asked.slice(open)};
  });
  await fixture.servers.change('meld', {status: 'RECONNECT_REQUIRED'});
  return files;
}

inEachEngine('a lazy chunk that cannot be loaded', withFixture => {
  it(
    'fails with script-blocked before the widget, and "Try again" loads it from another URL',
    withFixture(async fixture => {
      const {page, servers} = fixture;
      const {early} = await filesOf(fixture);
      assert.ok(early.length > 0);
      for (const path of early) {
        await onSite(fixture, async site => {
          site.fail(path);
          await page.reconnect('meld');
          const {detail} = await page.waitForExit('errored');
          assert.equal(detail.error?.code, 'script-blocked', path);
          assert.equal(detail.error.retryable, true);
          site.stopFailing();
          await page.click('meld', {role: 'button', name: 'Try again'});
          await finish(fixture);
          assert.ok(
            site.asked.some(asked => asked.includes('?retry=')),
            `${path}: ${site.asked.join(' ')}`,
          );
        });
        await servers.change('meld', {status: 'RECONNECT_REQUIRED'});
      }
    }),
  );

  it(
    'is requested again by the verification after the widget',
    withFixture(async fixture => {
      const {page, servers} = fixture;
      const {late} = await filesOf(fixture);
      assert.ok(late.length > 0);
      for (const path of late) {
        await onSite(fixture, async site => {
          site.fail(path);
          await page.reconnect('meld');
          await signIn(await page.widget('meld'));
          await page.waitForExit('successful');
          // Two requests, so that a repeated one has failed.
          await poll(`two requests for ${path}`, () =>
            Promise.resolve(site.asked.filter(asked => asked.split('?')[0] === path).length > 1),
          );
          assert.ok(!(await page.mainEvents()).includes('repair-confirmed'), path);
          site.stopFailing();
          await page.waitForEvent('repair-confirmed');
        });
        await servers.change('meld', {status: 'RECONNECT_REQUIRED'});
      }
    }),
  );

  it(
    'is not requested before a repair',
    withFixture(async fixture => {
      const {idle, early, late} = await filesOf(fixture);
      for (const path of [...early, ...late]) assert.ok(!idle.includes(path), path);
    }),
  );
});
