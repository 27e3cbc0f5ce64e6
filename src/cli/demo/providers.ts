import {meld, mx, plaid, quiltt, type Provider} from '../../backend/index.js';
import type {SandboxConnection} from '../../sandbox/index.js';

/** The kit's providers. Each checks its options when it is created. */
const factories: Readonly<Record<string, (options: never) => Provider>> = {plaid, meld, quiltt, mx};

/** The kit's provider of a connection, on the sandbox. */
export function providerOf({provider, options}: SandboxConnection): Provider {
  const create = factories[provider];
  if (!create) throw new Error(`The backend kit has no provider ${provider}.`);
  return create(options as never);
}
