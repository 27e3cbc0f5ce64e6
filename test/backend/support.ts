import {createServer} from 'node:http';
import type {IncomingHttpHeaders, RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {TestContext} from 'node:test';
import {createRepairBackend, meld, plaid} from '../../src/backend/index.js';
import type {
  LogFields,
  Logger,
  MeldConnection,
  PlaidConnection,
  Provider,
  RepairBackendOptions,
} from '../../src/backend/index.js';

/** The origin of the backend in these tests. */
export const own = 'https://bank.example';

export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export interface VendorReply {
  status?: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON, a string unchanged. */
  body?: unknown;
}

/** A fake vendor. Answers each request with the result of `reply`, and records the requests in `seen`. */
export interface Vendor {
  url: string;
  seen: SeenRequest[];
  reply: (request: SeenRequest) => VendorReply | Promise<VendorReply>;
}

/** Starts a server on a free port of loopback. It is closed at the end of the test. */
export async function listen(test: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.closeAllConnections();
    return new Promise(resolve => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function startVendor(test: TestContext, reply: Vendor['reply']): Promise<Vendor> {
  const vendor: Vendor = {url: '', seen: [], reply};
  vendor.url = await listen(test, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const {method = '', url = '', headers} = request;
      const seen = {method, path: url, headers, body: text ? (JSON.parse(text) as unknown) : undefined};
      vendor.seen.push(seen);
      void Promise.resolve(vendor.reply(seen)).then(({status = 200, headers: extra = {}, body = ''}) => {
        response.writeHead(status, {'content-type': 'application/json', ...extra});
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
  });
  return vendor;
}

export const plaidConnection: PlaidConnection = {
  provider: 'plaid',
  accessToken: 'access-sandbox-7f3a',
  itemId: 'item_7',
  clientUserId: 'user_1',
};

export const meldConnection: MeldConnection = {provider: 'meld', connectionId: 'meld_9'};

export const plaidAt = (baseUrl: string) =>
  plaid({clientId: 'client_1', secret: 'secret_1', environment: 'sandbox', baseUrl, clientName: 'Ledger'});

export const meldAt = (baseUrl: string) => meld({apiKey: 'key_1', environment: 'sandbox', baseUrl});

/** Creates a backend with Plaid and Meld at one vendor server and the connections `conn_plaid` and `conn_meld`. */
export function backendAt(
  baseUrl: string,
  options: Partial<RepairBackendOptions<Provider<PlaidConnection> | Provider<MeldConnection>>> = {},
) {
  return createRepairBackend({
    providers: [plaidAt(baseUrl), meldAt(baseUrl)],
    findConnection: (_, connectionId) =>
      connectionId === 'conn_plaid' ? plaidConnection : connectionId === 'conn_meld' ? meldConnection : null,
    // Every status request reads the status.
    statusInterval: 0,
    ...options,
  });
}

/** Creates a logger that records its lines. */
export function recordingLogger(): Logger & {lines: {level: string; message: string; fields: LogFields}[]} {
  const lines: {level: string; message: string; fields: LogFields}[] = [];
  const write = (level: string) => (message: string, fields: LogFields) => void lines.push({level, message, fields});
  return {lines, info: write('info'), warn: write('warn'), error: write('error')};
}

export function post(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  return new Request(`${own}/api/bank/${path}`, {
    method: 'POST',
    headers: {'content-type': 'application/json', origin: own, ...headers},
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export const tokenRequest = (connectionId: string, more: object = {}) =>
  post('token', {connectionId, repairId: 'repair_1', ...more});

export const completeRequest = (connectionId: string, result: unknown = {}) =>
  post('complete', {connectionId, repairId: 'repair_1', provider: 'plaid', result});

export const statusRequest = (connectionId: string) =>
  new Request(`${own}/api/bank/status?connectionId=${connectionId}&repairId=repair_1`);

export async function json(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>;
}

/** Resolves at a later time of the clock, so that the next event is later than the last one. */
export async function nextMoment(): Promise<void> {
  const now = Date.now();
  while (Date.now() === now) await new Promise(resolve => setImmediate(resolve));
}
