import type {IncomingMessage, Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import {createAdaptorServer} from '@hono/node-server';

/** What answers on one port. */
export type Handler = (request: Request) => Response | Promise<Response>;

/** What takes a connection over that asks for another protocol, such as a WebSocket. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

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
 * @param upgrade takes over the connections that ask for another protocol; without it they are answered over HTTP
 * @throws {Error} with a message for the developer when the port or the address cannot be had
 */
export async function listen(
  handler: Handler,
  port: number,
  host: string,
  upgrade?: UpgradeHandler,
): Promise<Listener> {
  const server = createAdaptorServer({fetch: handler, overrideGlobalObjects: false}) as Server;
  // The server lets go of the connections that another protocol has taken over, and would not end them.
  const upgraded = new Set<Duplex>();
  if (upgrade) {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      upgraded.add(socket);
      socket.once('close', () => upgraded.delete(socket));
      // A peer that goes without a word is no failure of the sandbox.
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
    return `Port ${port} on ${host} is taken. Stop what uses it, or start the sandbox on another port.`;
  }
  if (error.code === 'EACCES') return `Port ${port} on ${host} may not be used by this user.`;
  return `The sandbox cannot listen on ${host}:${port}: ${error.message}`;
}
