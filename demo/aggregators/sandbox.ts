import {callJson} from './json-call.js';

/** Where a running sandbox is; what `startSandbox` returns fits. */
export interface SandboxOrigins {
  /** The control origin, without a trailing slash. */
  url: string;
  /** The origin of each aggregator's stand-in, by provider. */
  origins: Readonly<Record<string, string>>;
}

/** The part of `GET /control/connections` that the demo reads. */
export interface SandboxConnection {
  provider: string;
  /** The aggregator's own id. */
  id: string;
  institution: {id: string; name: string};
  /** At Plaid: the item's. */
  accessToken?: string;
}

/** The sandbox's connections at one aggregator, the seeded one first. */
export async function sandboxConnections(sandbox: SandboxOrigins, provider: string): Promise<SandboxConnection[]> {
  const all = await callJson<SandboxConnection[]>(`${sandbox.url}/control/connections`);
  return all.filter(connection => connection.provider === provider);
}

/** The connection that the sandbox starts with at an aggregator. @throws {Error} if there is none */
export async function seededConnection(sandbox: SandboxOrigins, provider: string): Promise<SandboxConnection> {
  const [seeded] = await sandboxConnections(sandbox, provider);
  if (!seeded) throw new Error(`The sandbox at ${sandbox.url} has no connection of ${provider}.`);
  return seeded;
}

/** The origin of an aggregator's stand-in. @throws {Error} if the sandbox has none */
export function standInOrigin(sandbox: SandboxOrigins, provider: string): string {
  const origin = sandbox.origins[provider];
  if (origin === undefined) throw new Error(`The sandbox at ${sandbox.url} has no stand-in for ${provider}.`);
  return origin;
}

/** Whether the sandbox knows the connection; not after a reset, for one that was made on it. */
export async function isOnSandbox(sandbox: SandboxOrigins, provider: string, id: string): Promise<boolean> {
  return (await sandboxConnections(sandbox, provider)).some(connection => connection.id === id);
}
