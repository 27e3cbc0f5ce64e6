import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import {createRepairBackend} from '../../src/backend/index.js';
import {toNodeListener} from '../../src/backend/node.js';
import type {Provider} from '../../src/backend/index.js';
import {startSandbox} from '../../src/sandbox/index.js';
import {isFullMatrix} from '../../tools/test/launch-options.mjs';
import {controlOf, type ControlSandbox} from '../e2e/support/sandbox-control.js';
import {providerOf, type Contract, type Described} from './contract.js';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * A script that shortens the element's pauses between requests to a tenth. Longer timers are limits, which must not end
 * before a slow machine has answered.
 */
const SHORT_PAUSES = `<script>
  const {setTimeout: originalSetTimeout} = window;
  window.setTimeout = (callback, delay, ...values) =>
    originalSetTimeout(callback, delay >= 500 && delay <= 10000 ? delay / 10 : delay, ...values);
</script>`;

/** The HTML of a page with one element, configured for the contract. */
const pageFor = (contract: Contract, sandboxUrl: string) => `<!doctype html>
<html lang="en"><head><title>${contract.name}</title>${isFullMatrix ? '' : SHORT_PAUSES}</head>
<body><bank-reconnect provider="${providerOf(contract)}" connection-id="conn_host" institution-name="Test Bank"
  token-url="/api/token" complete-url="/api/complete" status-url="/api/status"
  display="${contract.display ?? 'auto'}" sandbox-url="${sandboxUrl}"></bank-reconnect>
<script type="module" src="/dist/bank-reconnect.js"></script></body></html>`;

/** A host application with one connection and its own sandbox. */
export interface Host {
  /** The page's address. */
  url: string;
  /** A page without content on the same origin. */
  emptyUrl: string;
  /** The origin of the aggregator's API at the sandbox. */
  api: string;
  /** Reads the connection from the sandbox. Undefined if it has been removed. */
  connection(): Promise<Described | undefined>;
  /** Changes the connection at the sandbox. */
  change(change: Readonly<Record<string, string>>): Promise<void>;
  readonly control: ControlSandbox;
  /** Discards the backend's memory, like a restart of the host. */
  restart(): void;
  /** Resets the sandbox and the host's data. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a host. The caller closes it. */
export async function startHost(contract: Contract): Promise<Host> {
  const sandbox = await startSandbox({port: 0});
  const provider = providerOf(contract);
  const control = controlOf(sandbox.url);

  /** The host's record, which is kept when the connection at the aggregator changes. */
  let record: {connection: Described; id: string} | undefined;
  const read = async () => {
    const all = (await control('GET', '/connections')) as Described[];
    const own = all.filter(one => one.provider === provider && one.environment === 'sandbox');
    const connection = own.find(one => contract.matches?.(one) ?? true)!;
    record ??= {connection, id: connection.id};
    return {record, current: own.find(({id}) => id === record!.id)};
  };

  const start = () =>
    toNodeListener(
      createRepairBackend<Provider>({
        basePath: '/api',
        // A tenth too, as the page's pauses.
        ...(!isFullMatrix && {statusInterval: 300}),
        providers: [contract.backend(sandbox.origins[provider]!)],
        async findConnection() {
          const {connection, id} = (await read()).record;
          return contract.connection(connection, id);
        },
        onComplete: ({providerConnectionId}) => {
          record!.id = providerConnectionId;
        },
      }),
    );
  let backend = start();

  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url!, 'http://localhost');
    if (pathname.startsWith('/api/')) return backend(request, response);
    const [type, body] = pathname.startsWith('/dist/')
      ? ['text/javascript', readFile(dist + pathname.slice(5))]
      : ['text/html', pathname === '/' ? pageFor(contract, sandbox.url) : ''];
    Promise.resolve(body).then(
      content => response.writeHead(200, {'content-type': `${type}; charset=utf-8`}).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // With this name the page is cross-site to the vendors' pages on 127.0.0.1, as in production.
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;

  return {
    url: `${url}/`,
    emptyUrl: `${url}/none`,
    api: sandbox.origins[provider]!,
    connection: async () => (await read()).current,
    async change(change) {
      const {id} = (await read()).record;
      await control('PATCH', `/connections/${provider}/${encodeURIComponent(id)}`, change);
    },
    control,
    restart() {
      backend = start();
    },
    async reset() {
      await control('POST', '/reset');
      record = undefined;
      backend = start();
    },
    async close() {
      await new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await sandbox.close();
    },
  };
}
