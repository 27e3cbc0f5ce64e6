import {after, before, describe} from 'node:test';
import {engines} from '../driver/index.js';
import type {Engine} from '../driver/index.js';
import {RepairPage} from './repair-page.js';
import {inWindow} from './shared-browser.js';
import {hostPageOf} from './site.js';
import {startStage, type Stage} from './stage.js';

/** The fixture of a test: a stage in its initial state, and a window without cookies and storage. */
export interface Scene {
  readonly stage: Stage;
  readonly page: RepairPage;
  readonly engine: Engine;
}

/** Makes the body of a test from a function of the scene. */
export type InScene = (run: (scene: Scene) => Promise<void>) => () => Promise<void>;

/** Whose pages a test opens: those of a host without security headers, or the demo's. */
type PageOwner = 'host' | 'demo';

function defineInEachEngine(what: string, owner: PageOwner, define: (inScene: InScene, engine: Engine) => void): void {
  for (const engine of engines) {
    describe(`${what}, in ${engine}`, () => {
      let stage: Stage;
      before(async () => {
        stage = await startStage();
      });
      after(() => stage?.close());

      const inScene: InScene = run => async () => {
        await stage.reset();
        // WebKit starts a process when two pages have different opener policies, which takes a second.
        const home = owner === 'demo' ? stage.emptyDemoUrl : stage.emptyUrl;
        await inWindow(engine, home, async window => {
          const page = new RepairPage(window);
          await run({stage, page, engine});
          await page.assertNoPageErrors();
        });
      };
      define(inScene, engine);
    });
  }
}

/** Calls `open` at the start of each test. */
const opening =
  (inScene: InScene, open: (scene: Scene) => Promise<void>): InScene =>
  run =>
    inScene(async scene => {
      await open(scene);
      await run(scene);
    });

/**
 * Defines the same tests for every engine. The window is empty at first. After a test, the page must have had no error and
 * no violation of its security policy.
 */
export function inEachEngine(what: string, define: (inScene: InScene, engine: Engine) => void): void {
  defineInEachEngine(what, 'host', define);
}

/** Like `inEachEngine`, with a page open that contains one element for Plaid and one for Meld. */
export function onHostPage(what: string, define: (inScene: InScene, engine: Engine) => void): void {
  const open = ({page, stage}: Scene) => page.goto(`${stage.serve({'/': hostPageOf(stage, 'plaid', 'meld')}).url}/`);
  defineInEachEngine(what, 'host', (inScene, engine) => define(opening(inScene, open), engine));
}

/** Like `inEachEngine`, with the demo's page open. It has nine connections, so it takes five times as long to load. */
export function onDemo(what: string, define: (inScene: InScene, engine: Engine) => void): void {
  const open = ({page, stage}: Scene) => page.goto(stage.url);
  defineInEachEngine(what, 'demo', (inScene, engine) => define(opening(inScene, open), engine));
}
