import {providersOnSandbox, aggregatorsFrom} from '../../../demo/aggregators/from-environment.js';
import {sendWebhooksTo, webhookUrlsAt} from '../../../demo/aggregators/sandbox.js';
import {createApp} from '../../../demo/app.js';
import {listenOnLoopback} from '../../../demo/loopback.js';
import {startSandbox} from '../../../src/sandbox/index.js';
import {controlOf} from './sandbox-control.js';
import {withoutDelays} from './without-delays.js';
import {Site, type SitePage} from './site.js';

/** The providers of the demo's connections that the tests use. */
export type Provider = 'plaid' | 'meld' | 'mx';

/** A connection, as the sandbox's control API returns it. */
export interface SandboxConnection {
  provider: string;
  id: string;
  status: string;
  statusReason: string | null;
}

/** The demo's server and its own sandbox, on ports that the system chooses. The browser loads `dist`. */
export interface TestServers {
  /** The demo's address, without a trailing slash. */
  url: string;
  /** A page without content on the demo's origin. It has no security headers, like the pages of `serve`. */
  emptyUrl: string;
  /** A page without content that has the headers of the demo's page. */
  emptyDemoUrl: string;
  /** The sandbox's control origin. */
  sandboxUrl: string;
  /** The demo's connection at a provider, as the sandbox returns it. */
  connection(provider: Provider): Promise<SandboxConnection>;
  /** Changes that connection: its `bank`, its `repairOutcome`, its `status`. */
  change(provider: Provider, change: Readonly<Record<string, string>>): Promise<void>;
  /** Serves pages of a host beside the demo, and the build under `/dist`, until the next reset. */
  serve(pages: Readonly<Record<string, SitePage>>): Site;
  setVariants(variants: Readonly<Record<string, object>>): Promise<void>;
  advanceClock(seconds: number): Promise<void>;
  /** Restores the initial state of the demo and its sandbox, which does not wait. The addresses stay. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const EMPTY_PATH = '/empty';

/** The pages of `serve` to which a bank may return. */
const returnPaths = ['/', '/return.html', '/back'];

/** Starts the servers. The caller closes them. */
export async function startServers(): Promise<TestServers> {
  const sandbox = await startSandbox({port: 0});
  let app: ReturnType<typeof createApp> | undefined;
  let site: Site | undefined;
  const listener = await listenOnLoopback(
    async request =>
      new URL(request.url).pathname === EMPTY_PATH
        ? new Response('', {headers: {'content-type': 'text/html'}})
        : ((await site?.answer(request)) ?? (await app!.fetch(request))),
    0,
  );
  // The name makes the page cross-site to the sandbox on 127.0.0.1, like a host and a vendor.
  const demoUrl = `http://localhost:${listener.port}`;
  const control = controlOf(sandbox.url);
  const connection = async (provider: Provider): Promise<SandboxConnection> => {
    const all = (await control('GET', '/connections')) as SandboxConnection[];
    // The sandbox has several connections. The demo knows which one it uses.
    const view = (await (await fetch(`${demoUrl}/demo/connections/conn_${provider}`)).json()) as {
      providerConnectionId?: string;
    };
    const found = all.find(({id}) => id === view.providerConnectionId);
    if (!found) throw new Error(`The demo's connection of ${provider} is not on the sandbox`);
    return found;
  };
  const reset = async (): Promise<void> => {
    await control('POST', '/reset');
    await control('PATCH', '/variants', withoutDelays);
    const redirectUris = returnPaths.map(path => demoUrl + path);
    await control('PATCH', '/variants', {plaid: {redirectUris}});
    await sendWebhooksTo(sandbox, webhookUrlsAt(demoUrl, providersOnSandbox({})));
    site = undefined;
    // An app holds the state of the connections, so each test has a new one.
    app = createApp(
      aggregatorsFrom(
        {},
        sandbox,
        returnPaths.map(path => demoUrl + path),
      ),
      {logger: {}, publicUrl: undefined},
    );
  };
  await reset();
  return {
    url: demoUrl,
    emptyUrl: demoUrl + EMPTY_PATH,
    emptyDemoUrl: `${demoUrl}/none`,
    sandboxUrl: sandbox.url,
    connection,
    serve(pages) {
      site = new Site(demoUrl, pages);
      return site;
    },
    reset,
    async change(provider, change) {
      const {id} = await connection(provider);
      await control('PATCH', `/connections/${provider}/${encodeURIComponent(id)}`, change);
    },
    async setVariants(variants) {
      await control('PATCH', '/variants', variants);
    },
    async advanceClock(advanceSeconds) {
      await control('POST', '/clock', {advanceSeconds});
    },
    async close() {
      await listener.close();
      await sandbox.close();
    },
  };
}
