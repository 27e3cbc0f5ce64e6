import {ConfigurationError} from '../../../backend/configuration-error.js';

/** @throws {ConfigurationError} unless it is a list of two-letter codes; Plaid wants capitals, so they are made */
export function checkCountryCodes(codes: readonly string[] | undefined): readonly string[] | undefined {
  if (codes === undefined) return undefined;
  if (!isListOf(codes, isCode) || codes.length === 0) {
    throw new ConfigurationError('countryCodes of plaid must be a list of ISO 3166-1 alpha-2 codes, such as ["US"]');
  }
  return codes.map(code => code.toUpperCase());
}

/**
 * Only what Plaid rules out everywhere is refused here: whether an address is in the dashboard, and whether http is
 * let through (for localhost, in its Sandbox), is for Plaid to say.
 *
 * @throws {ConfigurationError} unless it is a list of http(s) URLs without a query and a fragment
 */
export function checkRedirectUris(uris: readonly string[] | undefined): readonly string[] | undefined {
  if (uris === undefined || isListOf(uris, isRedirectUri)) return uris;
  throw new ConfigurationError('redirectUris of plaid must be a list of http(s) URLs without a query and a fragment');
}

/** The types say so; a host in plain JavaScript learns it here. */
function isListOf(value: unknown, isEntry: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isEntry);
}

function isCode(code: unknown): boolean {
  return typeof code === 'string' && /^[a-z]{2}$/i.test(code);
}

function isRedirectUri(uri: unknown): boolean {
  return typeof uri === 'string' && /^https?:\/\//.test(uri) && URL.canParse(uri) && !/[?#]/.test(uri);
}
