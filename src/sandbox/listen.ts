import type {IncomingMessage, Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import {createAdaptorServer} from '@hono/node-server';

/** Answers the requests to one port. */
export type Handler = (request: Request) => Response | Promise<Response>;

/** Handles a request to upgrade to another protocol, such as WebSocket. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface Listener {
  /** The origin, without a trailing slash. */
  readonly origin: string;
  close(): Promise<void>;
}

/** The address to connect to, for listening addresses that cannot be used in a URL as they are. */
const reachable: Readonly<Record<string, string>> = {'0.0.0.0': '127.0.0.1', '::': '[::1]', '::1': '[::1]'};

/**
 * Serves a handler over HTTP.
 * @param port 0 for any free port
 * @param upgrade handles upgrade requests; without it, they are answered over HTTP
 * @throws {Error} with a message for the developer when the port or the address is not available
 */
export async function listen(
  handler: Handler,
  port: number,
  host: string,
  upgrade?: UpgradeHandler,
): Promise<Listener> {
  const server = createAdaptorServer({fetch: handler, overrideGlobalObjects: false}) as Server;
  // closeAllConnections() does not close upgraded connections.
  const upgraded = new Set<Duplex>();
  if (upgrade) {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      upgraded.add(socket);
      socket.once('close', () => upgraded.delete(socket));
      // A peer that resets the connection must not crash the sandbox.
      socket.on('error', () => socket.destroy());
      upgrade(request, socket, head);
    });
  }
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
        for (const socket of upgraded) socket.destroy();
      }),
  };
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use. Stop the program that uses it, or start the sandbox on another port.`;
  }
  if (error.code === 'EACCES') return `Port ${port} on ${host} requires permissions that this user does not have.`;
  return `The sandbox cannot listen on ${host}:${port}: ${error.message}`;
}
