import {ConfigurationError} from './configuration-error.js';

/** A vendor's environment. Each has its own credentials, ids and hosts. */
export type Environment = 'sandbox' | 'production';

/** Loopback hostnames, for which plain HTTP is safe. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The URL of a vendor's API: `baseUrl` if configured, else the vendor's host for `environment`.
 *
 * @returns the URL without a trailing slash
 * @throws {ConfigurationError} for an unknown environment, or a `baseUrl` that is neither https nor http on loopback
 */
export function vendorBaseUrl(
  baseUrl: string | undefined,
  environment: Environment,
  hosts: Readonly<Record<Environment, string>>,
): string {
  if (!Object.hasOwn(hosts, environment)) {
    throw new ConfigurationError(`environment must be one of: ${Object.keys(hosts).join(', ')}`);
  }
  return baseUrl === undefined ? hosts[environment] : checkBaseUrl(baseUrl);
}

function checkBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url) throw new ConfigurationError('baseUrl is not an absolute URL');
  if (url.username || url.password) throw new ConfigurationError('baseUrl must not contain credentials');
  if (url.search || url.hash) throw new ConfigurationError('baseUrl must have neither a query nor a fragment');
  if (url.protocol === 'http:' && !loopback.test(url.hostname)) {
    throw new ConfigurationError(
      'baseUrl may be http: on loopback only (the sandbox); anywhere else it must be https:',
    );
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new ConfigurationError('baseUrl must be an https: URL');
  return url.href.replace(/\/+$/, '');
}
