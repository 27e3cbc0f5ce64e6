import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createAdaptorServer} from '@hono/node-server';

/** What answers on one port. */
export type Handler = (request: Request) => Response | Promise<Response>;

export interface Listener {
  /** The origin, without a trailing slash. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Addresses to listen on everywhere are none to connect to. */
const reachable: Readonly<Record<string, string>> = {'0.0.0.0': '127.0.0.1', '::': '[::1]', '::1': '[::1]'};

/**
 * Serves a handler over HTTP.
 * @param port 0 for any free one
 * @throws {Error} with a message for the developer when the port or the address cannot be had
 */
export async function listen(handler: Handler, port: number, host: string): Promise<Listener> {
  const server = createAdaptorServer({fetch: handler, overrideGlobalObjects: false}) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(explain(error, port, host), {cause: error})),
    );
    server.listen(port, host, resolve);
  });
  const {port: actualPort} = server.address() as AddressInfo;
  return {
    origin: `http://${reachable[host] ?? host}:${actualPort}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken. Stop what uses it, or start the sandbox on another port.`;
  }
  if (error.code === 'EACCES') return `Port ${port} on ${host} may not be used by this user.`;
  return `The sandbox cannot listen on ${host}:${port}: ${error.message}`;
}
