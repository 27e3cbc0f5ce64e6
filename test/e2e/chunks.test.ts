import assert from 'node:assert/strict';
import {it} from 'node:test';
import {inEachEngine} from './support/each-engine.js';
import type {Scene} from './support/each-engine.js';
import {signIn} from './support/repair-page.js';
import {startSite, tagFor} from './support/site.js';
import type {Site} from './support/site.js';

const script = '<script type="module" src="/dist/bank-reconnect.js"></script>';

async function onSite(scene: Scene, run: (site: Site) => Promise<void>): Promise<void> {
  const html = `<!doctype html><title>Host</title>${script}${tagFor('meld', scene.stage)}`;
  const site = await startSite(scene.stage, {'/': {html}});
  try {
    await scene.page.goto(`${site.url}/`);
    await run(site);
  } finally {
    await site.close();
  }
}

/** Signs in and waits for the end. */
async function finish({page}: Scene): Promise<void> {
  await signIn(await page.widget('meld'));
  await page.waitForEvent('repair-confirmed');
}

/** The files that the page has got when it is idle, and those that a repair adds, without their queries. */
async function filesOf(scene: Scene): Promise<{idle: string[]; added: string[]}> {
  let idle: string[] = [];
  let added: string[] = [];
  await onSite(scene, async site => {
    idle = [...site.asked];
    await scene.page.reconnect('meld');
    await finish(scene);
    added = site.asked.slice(idle.length);
  });
  await scene.stage.change('meld', {status: 'RECONNECT_REQUIRED'});
  return {idle, added};
}

inEachEngine('a lazy part of the build that fails to load', inScene => {
  it(
    'is named script-blocked, and "Try again" loads it from another URL, whichever part of the way to the widget it is',
    inScene(async scene => {
      const {page, stage} = scene;
      const {added} = await filesOf(scene);
      // What is needed only after the bank is another matter.
      const early = added.filter(path => !/health|aftermath/.test(path));
      assert.ok(early.length > 1, added.join(' '));
      for (const path of early) {
        await onSite(scene, async site => {
          site.fail(path);
          await page.reconnect('meld');
          const {detail} = await page.waitForExit('errored');
          assert.equal(detail.error?.code, 'script-blocked', path);
          assert.equal(detail.error.retryable, true);
          site.stopFailing();
          await page.click('meld', {role: 'button', name: 'Try again'});
          await finish(scene);
          assert.ok(
            site.asked.some(asked => asked.includes('?retry=')),
            `${path}: ${site.asked.join(' ')}`,
          );
        });
        await stage.change('meld', {status: 'RECONNECT_REQUIRED'});
      }
    }),
  );

  it(
    'does not cost the person a second login when it was needed only after the bank',
    inScene(async scene => {
      const {page} = scene;
      const {added} = await filesOf(scene);
      const path = added.find(asked => asked.includes('aftermath'));
      assert.ok(path, added.join(' '));
      await onSite(scene, async site => {
        site.fail(path);
        await page.reconnect('meld');
        await signIn(await page.widget('meld'));
        assert.equal((await page.waitForExit('errored')).detail.error?.code, 'script-blocked');
        site.stopFailing();
        await page.click('meld', {role: 'button', name: 'Try again'});
        await page.waitForEvent('repair-confirmed');
        assert.equal((await page.milestones()).filter(type => type === 'widget-opened').length, 1);
      });
    }),
  );

  it(
    'is not asked for while the tag is merely on the page',
    inScene(async scene => {
      const {idle, added} = await filesOf(scene);
      assert.ok(added.length > 0);
      assert.deepEqual(
        idle.filter(path => /widget|health|aftermath|run-attempt/.test(path)),
        [],
      );
    }),
  );
});
