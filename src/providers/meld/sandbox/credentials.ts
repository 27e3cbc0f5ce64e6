import type {Environment} from '../../../sandbox/connections.js';
import type {Credential} from '../../../sandbox/stand-in.js';

export const sandboxKey = 'sandbox_api_key';

/** The environments by API key. */
export const apiKeys: Readonly<Record<string, Environment>> = {
  [sandboxKey]: 'sandbox',
  production_api_key: 'production',
};

/** The initial secret that webhooks are signed with. */
export const meldWebhookSecret = 'sandbox_meld_webhook_secret';

export const meldCredentials: readonly Credential[] = Object.entries(apiKeys).map(([value, environment]) => ({
  label: 'API key',
  value,
  environment,
}));
