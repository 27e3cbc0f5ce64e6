import type {Environment} from '../../../sandbox/connections.js';
import type {Credential} from '../../../sandbox/stand-in.js';

/** A key works in its own environment only. */
export const apiKeys: Readonly<Record<string, Environment>> = {
  sandbox_api_key: 'sandbox',
  production_api_key: 'production',
};

/** What webhooks are signed with until the secret is rotated. */
export const meldWebhookSecret = 'sandbox_meld_webhook_secret';

export const meldCredentials: readonly Credential[] = Object.entries(apiKeys).map(([value, environment]) => ({
  label: 'API key',
  value,
  environment,
}));
