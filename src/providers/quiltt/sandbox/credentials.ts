import type {Environment} from '../../../sandbox/connections.js';
import type {Credential} from '../../../sandbox/stand-in.js';

/** A secret works in its own environment only. */
export const apiSecrets: Readonly<Record<string, Environment>> = {
  sandbox_api_secret: 'sandbox',
  production_api_secret: 'production',
};

/** A Connector belongs to an environment, as its secret does. */
export const connectors: Readonly<Record<string, Environment>> = {
  connectorsandbox: 'sandbox',
  connectorproduction: 'production',
};

export const quilttCredentials: readonly Credential[] = [
  ...Object.entries(apiSecrets).map(([value, environment]) => ({label: 'API secret', value, environment})),
  ...Object.entries(connectors).map(([value, environment]) => ({label: 'Connector id', value, environment})),
];

/** The environments' ids in answers and webhooks. */
export const environmentIds: Readonly<Record<Environment, string>> = {
  sandbox: 'env_Sandbox01',
  production: 'env_Production01',
};

export const quilttWebhookSecret = 'sandbox_quiltt_webhook_secret';

/** The environment of a key in one of the tables above; names come from requests, so that only own members count. */
export function environmentOf(table: Readonly<Record<string, Environment>>, key: string): Environment | null {
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}

/** What follows `Bearer` in a request; empty where nothing does. */
export function bearerOf({headers}: Request): string {
  return /^Bearer (\S+)$/i.exec(headers.get('Authorization') ?? '')?.[1] ?? '';
}
