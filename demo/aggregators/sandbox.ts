import {callJson} from './json-call.js';

/** The URLs of a running sandbox, such as the result of `startSandbox`. */
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
  /** At MX: the member's user. */
  userGuid?: string;
  /** At Quiltt: the connection's profile. */
  profileId?: string;
}

/** The URLs for webhooks, by provider. */
export type WebhookUrls = Readonly<Record<string, string>>;

/** The addresses at a demo to which the sandbox sends the webhooks of these providers. */
export const webhookUrlsAt = (demoUrl: string, providers: readonly string[]): WebhookUrls =>
  Object.fromEntries(providers.map(name => [name, `${demoUrl}/api/bank/webhooks/${name}`]));

/** A status with the aggregator's own values. */
interface VendorStatus {
  status: string;
  statusReason?: string;
}

/** The sandbox's connections at one aggregator, the seeded ones first. */
async function sandboxConnections(sandbox: SandboxOrigins, provider: string): Promise<SandboxConnection[]> {
  const all = await callJson<SandboxConnection[]>(`${sandbox.url}/control/connections`);
  return all.filter(connection => connection.provider === provider);
}

/** Returns an initial connection of the sandbox, whose id is fixed. @throws {Error} if it is missing */
export async function seededConnection(
  sandbox: SandboxOrigins,
  provider: string,
  id: string,
): Promise<SandboxConnection> {
  const seeded = (await sandboxConnections(sandbox, provider)).find(connection => connection.id === id);
  if (!seeded) throw new Error(`The sandbox at ${sandbox.url} has no connection ${id} of ${provider}.`);
  return seeded;
}

/** Sets a connection's status, which only the sandbox allows. */
export async function setStatus(
  sandbox: SandboxOrigins,
  provider: string,
  id: string,
  values: VendorStatus,
): Promise<void> {
  const url = `${sandbox.url}/control/connections/${provider}/${encodeURIComponent(id)}`;
  await callJson(url, {method: 'PATCH', body: values});
}

/** The origin of an aggregator's stand-in. @throws {Error} if the sandbox has none */
export function standInOrigin(sandbox: SandboxOrigins, provider: string): string {
  const origin = sandbox.origins[provider];
  if (origin === undefined) throw new Error(`The sandbox at ${sandbox.url} has no stand-in for ${provider}.`);
  return origin;
}

/** Whether the sandbox has the connection. A reset removes connections that were created on it. */
export async function isOnSandbox(sandbox: SandboxOrigins, provider: string, id: string): Promise<boolean> {
  return (await sandboxConnections(sandbox, provider)).some(connection => connection.id === id);
}

/**
 * Sets the sandbox's webhook URLs for aggregators that have none yet, because the sandbox may have been started with other
 * URLs. A reset discards the setting.
 */
export async function sendWebhooksTo(sandbox: SandboxOrigins, urls: WebhookUrls): Promise<void> {
  const control = `${sandbox.url}/control/webhooks`;
  const {destinations} = await callJson<{destinations: Record<string, {url: string | null}>}>(control);
  const missing = Object.entries(urls).filter(([provider]) => destinations[provider]?.url === null);
  if (missing.length > 0) await callJson(control, {method: 'PUT', body: Object.fromEntries(missing)});
}
