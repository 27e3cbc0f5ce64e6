import {before, describe} from 'node:test';
import {engines} from '../driver/index.js';
import type {Browser, Engine} from '../driver/index.js';
import {RepairPage} from './repair-page.js';
import {sharedBrowser} from './shared-browser.js';
import {startStage, type Stage} from './stage.js';

/** What a test has: a stage of its own and a window with a fresh profile. */
export interface Scene {
  readonly stage: Stage;
  readonly page: RepairPage;
  readonly engine: Engine;
}

/** Makes the body of a test out of what is to be done in a scene. */
export type InScene = (run: (scene: Scene) => Promise<void>) => () => Promise<void>;

/**
 * Describes the same behaviour for every engine. The window starts out empty; when the test is over, the page must not
 * have had an error or a violation of its security policy.
 */
export function inEachEngine(what: string, define: (inScene: InScene, engine: Engine) => void): void {
  for (const engine of engines) {
    describe(`${what}, in ${engine}`, () => {
      let browser: Browser;
      before(async () => {
        browser = await sharedBrowser(engine);
      });

      const inScene: InScene = run => async () => {
        const stage = await startStage();
        try {
          const page = new RepairPage(await browser.newPage());
          try {
            await run({stage, page, engine});
            await page.assertNoMishaps();
          } finally {
            await page.page.close();
          }
        } finally {
          await stage.close();
        }
      };
      define(inScene, engine);
    });
  }
}

/** Like `inEachEngine`, with the demo's page open. */
export function onDemo(what: string, define: (inScene: InScene, engine: Engine) => void): void {
  inEachEngine(what, (inScene, engine) =>
    define(
      run =>
        inScene(async scene => {
          await scene.page.goto(scene.stage.url);
          await run(scene);
        }),
      engine,
    ),
  );
}
