import {readFile} from 'node:fs/promises';
import type {ContractStandIn, ProviderContract} from './contract.js';

/** The folders of the page's scripts: the element's build, and the provider's own code. */
const ELEMENT = '/element/';
const PROVIDER = '/provider/';

/** Matches a stack trace of the element's or the provider's code. */
export const PAGE_CODE = `${ELEMENT}|${PROVIDER}`;

/**
 * A script that shortens the element's pauses between requests to a tenth. Longer timers are limits, which must not end
 * before a slow machine has answered.
 */
const SHORT_PAUSES = `<script>
  const {setTimeout: originalSetTimeout} = window;
  window.setTimeout = (callback, delay, ...values) =>
    originalSetTimeout(callback, delay >= 500 && delay <= 10000 ? delay / 10 : delay, ...values);
</script>`;

interface PageOptions {
  readonly sandboxUrl: string;
  readonly hasRealPauses: boolean;
}

/** Returns the HTML of a page with one element, configured for the contract. */
export function pageOf<StandIn extends ContractStandIn>(
  {provider, name = provider, display = 'auto' as never, registration}: ProviderContract<StandIn>,
  {sandboxUrl, hasRealPauses}: PageOptions,
): string {
  const map = JSON.stringify({imports: {'bank-reconnect': `${ELEMENT}bank-reconnect.js`}});
  const script = registration
    ? `${PROVIDER}${new URL(registration).pathname.split('/').at(-1)}`
    : `${ELEMENT}bank-reconnect.js`;
  return `<!doctype html>
<html lang="en"><head><title>${name}</title>${hasRealPauses ? '' : SHORT_PAUSES}
<script type="importmap">${map}</script></head>
<body><bank-reconnect provider="${provider}" connection-id="conn_host" institution-name="Test Bank"
  token-url="/api/token" complete-url="/api/complete" status-url="/api/status"
  display="${display}" sandbox-url="${sandboxUrl}"></bank-reconnect>
<script type="module" src="${script}"></script></body></html>`;
}

/** Reads a script of the page. Returns undefined for a path outside the scripts' folders. */
export function readScript<StandIn extends ContractStandIn>(
  {registration}: ProviderContract<StandIn>,
  path: string,
): Promise<Buffer> | undefined {
  // Only names of scripts, so that no path leads out of the folders.
  const [, folder, name] = /^(\/\w+\/)((?:\w[\w-]*\/)*[\w-]+(?:\.[\w-]+)*\.m?js)$/.exec(path) ?? [];
  if (!folder || !name) return undefined;
  if (folder === ELEMENT) return readFile(new URL(name, import.meta.resolve('bank-reconnect/bank-reconnect.js')));
  return folder === PROVIDER && registration ? readFile(new URL(name, registration)) : undefined;
}
