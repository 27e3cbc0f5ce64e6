import type {Environment} from '../../../sandbox/connections.js';
import type {Credential} from '../../../sandbox/stand-in.js';

export const sandboxSecret = 'sandbox_api_secret';

export const sandboxConnector = 'connectorsandbox';

/** The environments by API secret. */
export const apiSecrets: Readonly<Record<string, Environment>> = {
  [sandboxSecret]: 'sandbox',
  production_api_secret: 'production',
};

/** The environments by Connector id. */
export const connectors: Readonly<Record<string, Environment>> = {
  [sandboxConnector]: 'sandbox',
  connectorproduction: 'production',
};

export const quilttCredentials: readonly Credential[] = [
  ...Object.entries(apiSecrets).map(([value, environment]) => ({label: 'API secret', value, environment})),
  ...Object.entries(connectors).map(([value, environment]) => ({label: 'Connector id', value, environment})),
];

/** The ids of the environments, in answers and webhooks. */
export const environmentIds: Readonly<Record<Environment, string>> = {
  sandbox: 'env_Sandbox01',
  production: 'env_Production01',
};

export const quilttWebhookSecret = 'sandbox_quiltt_webhook_secret';

/** Looks a key up in one of the tables above. Keys come from requests, so inherited properties must not count. */
export function environmentOf(table: Readonly<Record<string, Environment>>, key: string): Environment | null {
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}

/** The bearer token of a request. Empty when it has none. */
export function bearerOf({headers}: Request): string {
  return /^Bearer (\S+)$/i.exec(headers.get('Authorization') ?? '')?.[1] ?? '';
}
