import {after, before, describe} from 'node:test';
import {engines} from '../driver/index.js';
import type {Engine} from '../driver/index.js';
import {RepairPage} from './repair-page.js';
import {inWindow} from './shared-browser.js';
import {hostPageOf} from './site.js';
import {startServers, type TestServers} from './test-servers.js';

/** The fixture of a test: servers in their initial state, and a window without cookies and storage. */
export interface Fixture {
  readonly servers: TestServers;
  readonly page: RepairPage;
  readonly engine: Engine;
}

/** Makes the body of a test from a function of the fixture. */
export type WithFixture = (run: (fixture: Fixture) => Promise<void>) => () => Promise<void>;

/** Whose pages a test opens: those of a host without security headers, or the demo's. */
type PageOwner = 'host' | 'demo';

function defineInEachEngine(
  what: string,
  owner: PageOwner,
  define: (withFixture: WithFixture, engine: Engine) => void,
): void {
  for (const engine of engines) {
    describe(`${what}, in ${engine}`, () => {
      let servers: TestServers;
      before(async () => {
        servers = await startServers();
      });
      after(() => servers?.close());

      const withFixture: WithFixture = run => async () => {
        await servers.reset();
        // WebKit starts a process when two pages have different opener policies, which takes a second.
        const home = owner === 'demo' ? servers.emptyDemoUrl : servers.emptyUrl;
        await inWindow(engine, home, async window => {
          const page = new RepairPage(window);
          await run({servers, page, engine});
          await page.assertNoPageErrors();
        });
      };
      define(withFixture, engine);
    });
  }
}

/** Calls `open` at the start of each test. */
const opening =
  (withFixture: WithFixture, open: (fixture: Fixture) => Promise<void>): WithFixture =>
  run =>
    withFixture(async fixture => {
      await open(fixture);
      await run(fixture);
    });

/**
 * Defines the same tests for every engine. The window is empty at first. After a test, the page must have had no error and
 * no violation of its security policy.
 */
export function inEachEngine(what: string, define: (withFixture: WithFixture, engine: Engine) => void): void {
  defineInEachEngine(what, 'host', define);
}

/** Like `inEachEngine`, with a page open that contains one element for Plaid and one for Meld. */
export function onHostPage(what: string, define: (withFixture: WithFixture, engine: Engine) => void): void {
  const open = ({page, servers}: Fixture) =>
    page.goto(`${servers.serve({'/': hostPageOf(servers, 'plaid', 'meld')}).url}/`);
  defineInEachEngine(what, 'host', (withFixture, engine) => define(opening(withFixture, open), engine));
}

/** Like `inEachEngine`, with the demo's page open. It has nine connections, so it takes five times as long to load. */
export function onDemo(what: string, define: (withFixture: WithFixture, engine: Engine) => void): void {
  const open = ({page, servers}: Fixture) => page.goto(servers.url);
  defineInEachEngine(what, 'demo', (withFixture, engine) => define(opening(withFixture, open), engine));
}
