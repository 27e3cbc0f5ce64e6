import {config} from '../../helpers/test-config.js';
import {widgetUrl} from '../../helpers/meld-page.js';
import type {FaultyRepair} from './repair.js';
import {frameToken, SECRET} from './widgets.js';

/** The address of an answer over HTTP that the test sets. See the middleware for its names. */
function scripted(answer: Record<string, string>): string {
  const url = new URL('/scripted', config.origins.loopback);
  url.search = String(new URLSearchParams({...answer, token: SECRET}));
  return url.href;
}

/** A page like the fixture, of which an image never loads: its messages come before its load event. */
async function unfinishedPage(): Promise<string> {
  const page = await (await fetch(new URL(widgetUrl).pathname)).text();
  const image = '<img src="/scripted?hang=1" alt="">';
  return scripted({type: 'text/html', body: page.replace('<button', `${image}<button`)});
}

/** The host's answer whose widget's page loads with the fault. */
export async function frameAddresses({fault, provider}: FaultyRepair): Promise<object> {
  const addresses: Record<string, () => Promise<string> | string> = {
    error: () => scripted({drop: '1'}),
    timeout: () => scripted({hang: '1'}),
    // Later than the notice, which appears in any case, because the page posts nothing by itself.
    late: () => scripted({delay: '120', location: new URL(widgetUrl).pathname}),
    'out of order': unfinishedPage,
  };
  return frameToken(provider, await (addresses[fault] ?? (() => `${widgetUrl}?token=${SECRET}`))());
}
