import {ConfigurationError} from '../../../backend/configuration-error.js';

/** Converts country codes to upper case, as Plaid requires. @throws {ConfigurationError} unless all have two letters */
export function checkCountryCodes(codes: readonly string[] | undefined): readonly string[] | undefined {
  if (codes === undefined) return undefined;
  if (!isListOf(codes, isCode) || codes.length === 0) {
    throw new ConfigurationError('countryCodes of plaid must be a list of ISO 3166-1 alpha-2 codes, such as ["US"]');
  }
  return codes.map(code => code.toUpperCase());
}

/**
 * Only checks what Plaid rejects in every environment. Plaid itself checks that a URI is registered in the dashboard, and
 * that http is only used for localhost in its Sandbox.
 *
 * @throws {ConfigurationError} unless it is a list of http(s) URLs without a query and a fragment
 */
export function checkRedirectUris(uris: readonly string[] | undefined): readonly string[] | undefined {
  if (uris === undefined || isListOf(uris, isRedirectUri)) return uris;
  throw new ConfigurationError('redirectUris of plaid must be a list of http(s) URLs without a query and a fragment');
}

/** Hosts in plain JavaScript may pass any value. */
function isListOf(value: unknown, isEntry: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isEntry);
}

function isCode(code: unknown): boolean {
  return typeof code === 'string' && /^[a-z]{2}$/i.test(code);
}

function isRedirectUri(uri: unknown): boolean {
  return typeof uri === 'string' && /^https?:\/\//.test(uri) && URL.canParse(uri) && !/[?#]/.test(uri);
}
