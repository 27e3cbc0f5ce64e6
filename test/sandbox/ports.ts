import {createServer} from 'node:net';

/** The error codes of listening on `::1` without IPv6. */
const noSuchAddress = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/**
 * A port that is free on every address of localhost, together with the nine ports after it. It is below the ephemeral
 * range, so that the system does not assign it to another process after it is released.
 */
export async function nonEphemeralPort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const first = 20_000 + Math.floor(Math.random() * 12_000);
    const checks = Array.from({length: 10}, (_, index) => isFree(first + index));
    if ((await Promise.all(checks)).every(Boolean)) return first;
  }
  throw new Error('There are no ten free ports in a row.');
}

const isFree = async (port: number): Promise<boolean> =>
  (await canBeHeld(port, '127.0.0.1')) && (await canBeHeld(port, '::1'));

async function canBeHeld(port: number, address: string): Promise<boolean> {
  const server = createServer();
  return await new Promise(resolve => {
    server.once('error', ({code = ''}: NodeJS.ErrnoException) => resolve(noSuchAddress.includes(code)));
    server.listen(port, address, () => server.close(() => resolve(true)));
  });
}
