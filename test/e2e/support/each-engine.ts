import {after, before, describe} from 'node:test';
import {engines} from '../driver/index.js';
import type {Engine} from '../driver/index.js';
import {RepairPage} from './repair-page.js';
import {inWindow} from './shared-browser.js';
import {startStage, type Stage} from './stage.js';

/** The fixture of a test: a stage in its initial state, and a window without cookies and storage. */
export interface Scene {
  readonly stage: Stage;
  readonly page: RepairPage;
  readonly engine: Engine;
}

/** Makes the body of a test from a function of the scene. */
export type InScene = (run: (scene: Scene) => Promise<void>) => () => Promise<void>;

/**
 * Defines the same tests for every engine. The window is empty at first. After a test, the page must have had no error and
 * no violation of its security policy.
 */
export function inEachEngine(what: string, define: (inScene: InScene, engine: Engine) => void): void {
  for (const engine of engines) {
    describe(`${what}, in ${engine}`, () => {
      let stage: Stage;
      before(async () => {
        stage = await startStage();
      });
      after(() => stage?.close());

      const inScene: InScene = run => async () => {
        await stage.reset();
        await inWindow(engine, stage.emptyUrl, async window => {
          const page = new RepairPage(window);
          await run({stage, page, engine});
          await page.assertNoMishaps();
        });
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
