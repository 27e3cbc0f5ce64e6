import type {Environment} from '../../../sandbox/connections.js';
import type {Credential} from '../../../sandbox/stand-in.js';

export const clientId = 'sandbox_client_id';

/** The secret carries the environment, as Plaid's do. */
export const secrets: Readonly<Record<string, Environment>> = {
  sandbox_secret: 'sandbox',
  production_secret: 'production',
};

export const plaidCredentials: readonly Credential[] = [
  {label: 'client_id', value: clientId},
  ...Object.entries(secrets).map(([value, environment]) => ({label: 'secret', value, environment})),
];
