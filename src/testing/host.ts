import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createRepairBackend, type Provider} from '../backend/index.js';
import {toNodeListener} from '../backend/node.js';
import type {ContractHost, ContractStandIn, ProviderContract} from './contract.js';
import {pageOf, readScript} from './host-page.js';

interface HostOptions<StandIn extends ContractStandIn> {
  readonly standIn: StandIn;
  /** Whether the element and the kit make the pauses that they make in production. */
  readonly hasRealPauses: boolean;
}

/** Starts a host. The caller closes it. */
export async function startHost<StandIn extends ContractStandIn>(
  contract: ProviderContract<StandIn>,
  {standIn, hasRealPauses}: HostOptions<StandIn>,
): Promise<ContractHost> {
  const start = () =>
    toNodeListener(
      createRepairBackend<Provider>({
        basePath: '/api',
        // A tenth, as the page's pauses.
        ...(!hasRealPauses && {statusInterval: 300}),
        providers: [contract.backend(standIn)],
        findConnection: () => contract.connection(standIn),
        onComplete: ({providerConnectionId}) => standIn.useConnection?.(providerConnectionId),
      }),
    );
  let backend = start();
  const page = pageOf(contract, {sandboxUrl: standIn.url, hasRealPauses});

  const server = createServer((request, response) => {
    const {pathname} = new URL(request.url!, 'http://localhost');
    if (pathname.startsWith('/api/')) return backend(request, response);
    const script = readScript(contract, pathname);
    const [type, body] = script ? ['text/javascript', script] : ['text/html', pathname === '/' ? page : ''];
    Promise.resolve(body).then(
      content => response.writeHead(200, {'content-type': `${type}; charset=utf-8`}).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // With this name the page is cross-site to the vendor's pages on 127.0.0.1, as in production.
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;

  return {
    url: `${url}/`,
    emptyUrl: `${url}/none`,
    restart() {
      backend = start();
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
