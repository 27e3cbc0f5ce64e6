import type {PlaidCredentials} from './options.js';

/** The credentials as far as they do not depend on a connection; nothing if one of them does. */
export function constantCredentials({
  clientId,
  secret,
  environment,
  baseUrl,
  timeout,
}: PlaidCredentials<never>): PlaidCredentials<undefined> | undefined {
  if (typeof clientId === 'function' || typeof secret === 'function' || typeof environment === 'function') {
    return undefined;
  }
  if (typeof baseUrl === 'function' || typeof timeout === 'function') return undefined;
  return {clientId, secret, environment, baseUrl, timeout};
}
