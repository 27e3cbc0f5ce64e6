import {readFileSync} from 'node:fs';
import type {RecordedEvent} from '../../src/testing/element-page.js';
import type {Frame, Page} from '../e2e/driver/index.js';
import {tagFor, type SitePage} from '../e2e/support/site.js';
import type {TestServers} from '../e2e/support/test-servers.js';

/** Records the events of a page's elements, also after a redirect. */
const RECORDER = `<script>
  recorded = [];
  for (const name of ['repair-requested', 'repair-state-changed', 'widget-opened', 'exited-successful', 'exited-aborted',
    'exited-errored', 'repair-confirmed', 'repair-unconfirmed'])
    addEventListener(name, ({type, detail}) => recorded.push({type, detail: JSON.parse(JSON.stringify(detail))}));
</script>`;

const built = (name: string): string => readFileSync(new URL(`../../dist/${name}`, import.meta.url), 'utf8');

/** A page with an element for Plaid. */
export const tagPage = (servers: TestServers, attributes: string): SitePage => ({
  html: `<!doctype html><html lang="en"><title>Host</title>${RECORDER}
    <script type="module" src="/dist/bank-reconnect.js"></script>${tagFor('plaid', servers, attributes)}</html>`,
});

/** A page that holds nothing but the tag, without a connection. */
export const lonePage = (servers: TestServers): SitePage => ({
  html: `<!doctype html><html lang="en"><title>Back</title>${RECORDER}
    <script type="module" src="/dist/bank-reconnect.js"></script>
    <bank-reconnect token-url="/api/bank/token" complete-url="/api/bank/complete" status-url="/api/bank/status"
      sandbox-url="${servers.sandboxUrl}"></bank-reconnect></html>`,
});

/** The return page and its script, as a host serves them. */
export const returnPages = (): Record<string, SitePage> => ({
  '/return.html': {html: built('return.html')},
  '/return.js': {html: built('return.js'), headers: {'content-type': 'text/javascript'}},
});

/** Waits for an event of the page that is shown then. */
export const eventOn = (page: Page, type: string): Promise<RecordedEvent> =>
  page.waitFor(
    (name: string) => (window as unknown as {recorded: RecordedEvent[]}).recorded.find(event => event.type === name)!,
    type,
  );

/** The names of the events of the page that is shown. */
export const eventsOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as {recorded: RecordedEvent[]}).recorded.map(({type}) => type));

/** The texts in the storage of the page that is shown. */
export const storedOn = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(
    () =>
      Object.fromEntries(
        Object.entries({...sessionStorage, ...localStorage}).filter(([key]) => key.startsWith('bank-reconnect')),
      ) as Record<string, string>,
  );

/** Waits until the page shows an address that begins so. */
export const untilAt = (page: Page, address: string): Promise<unknown> =>
  page.waitFor((start: string) => location.href.startsWith(start) && document.readyState === 'complete', address);

/** Signs in on the page of Hosted Link. */
export async function signInAt(frame: Frame): Promise<void> {
  await frame.fill('Username', 'user_good');
  await frame.fill('Password', 'pass_good');
  await frame.click({role: 'button', name: 'Sign in'});
}
