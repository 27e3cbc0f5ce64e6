import type {Environment} from '../../../sandbox/connections.js';
import type {Credential} from '../../../sandbox/stand-in.js';

export const clientId = 'sandbox_client_id';

export const sandboxSecret = 'sandbox_secret';

/** The environments by secret. As at Plaid, the secret determines the environment. */
export const secrets: Readonly<Record<string, Environment>> = {
  [sandboxSecret]: 'sandbox',
  production_secret: 'production',
};

export const plaidCredentials: readonly Credential[] = [
  {label: 'client_id', value: clientId},
  ...Object.entries(secrets).map(([value, environment]) => ({label: 'secret', value, environment})),
];
