import type {Environment} from '../../../sandbox/connections.js';
import type {Credential} from '../../../sandbox/stand-in.js';

export const sandboxClientId = 'sandbox_client_id';

export const sandboxKey = 'sandbox_api_key';

/** The API keys by client id. MX's environments are two hosts. Here, the key determines the environment. */
export const apiKeys: Readonly<Record<string, {readonly apiKey: string; readonly environment: Environment}>> = {
  [sandboxClientId]: {apiKey: sandboxKey, environment: 'sandbox'},
  production_client_id: {apiKey: 'production_api_key', environment: 'production'},
};

/** The username of the Basic authentication of webhooks. The password is the vendor's webhook secret. */
export const webhookUsername = 'mx_webhook_user';

/** The initial password. */
export const mxWebhookPassword = 'sandbox_mx_webhook_password';

export const mxCredentials: readonly Credential[] = Object.entries(apiKeys).flatMap(
  ([clientId, {apiKey, environment}]) => [
    {label: 'client_id', value: clientId, environment},
    {label: 'api_key', value: apiKey, environment},
  ],
);
