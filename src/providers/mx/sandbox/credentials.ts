import type {Environment} from '../../../sandbox/connections.js';
import type {Credential} from '../../../sandbox/stand-in.js';

/** A client id with its API key; MX's environments are two hosts, here it is the key that opens one of them. */
export const apiKeys: Readonly<Record<string, {readonly apiKey: string; readonly environment: Environment}>> = {
  sandbox_client_id: {apiKey: 'sandbox_api_key', environment: 'sandbox'},
  production_client_id: {apiKey: 'production_api_key', environment: 'production'},
};

/** The name that MX signs in with when it delivers a webhook; the password is the vendor's secret. */
export const webhookUsername = 'mx_webhook_user';

/** The password until it is rotated. */
export const mxWebhookPassword = 'sandbox_mx_webhook_password';

export const mxCredentials: readonly Credential[] = Object.entries(apiKeys).flatMap(
  ([clientId, {apiKey, environment}]) => [
    {label: 'client_id', value: clientId, environment},
    {label: 'api_key', value: apiKey, environment},
  ],
);
