import type {PlaidCredentials} from './options.js';

/** The credentials if all of them are constants; undefined if any is a function of the connection. */
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
