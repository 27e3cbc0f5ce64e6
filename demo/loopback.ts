import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createAdaptorServer} from '@hono/node-server';

type Handler = (request: Request) => Response | Promise<Response>;

export interface LoopbackListener {
  port: number;
  /** Ends the servers and their connections. */
  close(): Promise<void>;
}

/** `localhost` is either address, and browsers try `::1` first. Another program's server there would get the requests. */
const addresses = ['127.0.0.1', '::1'] as const;

/** The error codes of listening on `::1` on a machine without IPv6. */
const noSuchAddress = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/** The number of attempts to find a port that is free on both addresses. */
const maxTries = 10;

/**
 * Serves a handler on every address that `localhost` has on this machine.
 *
 * @param port 0 lets the system choose
 * @throws {Error} if the port is taken on any of them
 */
export async function listenOnLoopback(handler: Handler, port: number): Promise<LoopbackListener> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await tryPort(handler, port);
    } catch (error) {
      if (!hasCode(error, 'EADDRINUSE')) throw error;
      if (port === 0 && tries < maxTries) continue;
      throw new Error(`Port ${port} is taken: set PORT to another one.`, {cause: error});
    }
  }
}

async function tryPort(handler: Handler, wanted: number): Promise<LoopbackListener> {
  const servers: Server[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map(end));
  };
  let port = wanted;
  try {
    for (const address of addresses) {
      const server = createAdaptorServer({fetch: handler}) as Server;
      const isThere = await listen(server, port, address);
      if (!isThere) continue;
      servers.push(server);
      port = (server.address() as AddressInfo).port;
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {port, close};
}

/** Returns whether the machine has the address. */
async function listen(server: Server, port: number, address: (typeof addresses)[number]): Promise<boolean> {
  return await new Promise((resolve, reject) => {
    server.once('error', error => {
      if (address === '::1' && noSuchAddress.some(code => hasCode(error, code))) resolve(false);
      else reject(error);
    });
    server.listen(port, address, () => resolve(true));
  });
}

async function end(server: Server): Promise<void> {
  await new Promise<void>(resolve => {
    server.close(() => resolve());
    // Browsers keep connections open, which would keep the server from closing.
    server.closeAllConnections();
  });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
