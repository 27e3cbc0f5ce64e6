import type {Environment} from '../../../sandbox/connections.js';
import {isRecord} from '../../../sandbox/json.js';
import {invalidField, missingFields, PlaidError} from './errors.js';
import type {HostedLink} from './link-tokens.js';

/** Link's languages. */
const languages = 'da nl en et fr de hi it lv lt no pl pt ro es sv vi'.split(' ');

const countries = 'US GB ES NL FR IE CA DE IT PL DK NO SE EE LT LV PT BE AT FI'.split(' ');

/** The fields that Plaid accepts. Its error for unknown fields names them. */
const knownFields = new Set(
  (
    'client_id secret client_name language country_codes user user_id products required_if_supported_products ' +
    'optional_products additional_consented_products webhook access_token link_customization_name appearance_mode ' +
    'redirect_uri android_package_name account_filters eu_config institution_id auth transfer update statements ' +
    'investments transactions identity user_token hosted_link'
  ).split(' '),
);

/** The products that can be added to an item in update mode, beside those of Plaid Check (`cra_…`). */
const productsInUpdateMode = ['assets', 'statements', 'income_verification', 'auth', 'identity'];

/** Link replaces longer names. */
const MAX_CLIENT_NAME = 30;

/** The maximum lifetime of a Hosted Link URL, in seconds: 21 days. */
const MAX_LIFETIME = 21 * 86_400;

/** The values of a valid request. */
export interface LinkTokenRequest {
  readonly clientName: string;
  /** Null for a new link. */
  readonly accessToken: string | null;
  readonly products: readonly string[];
  /** Whether update mode lets the person select accounts. */
  readonly accountSelection: boolean;
  readonly webhook: string | null;
  readonly hosted: HostedLink | null;
  /** Where a bank that has replaced the host's page returns to. */
  readonly redirectUri: string | null;
  /** The metadata in the answer of `/link/token/get`. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/**
 * Validates the body of `/link/token/create` by Plaid's rules.
 * @throws {PlaidError}
 */
export function checkLinkTokenRequest(
  body: Readonly<Record<string, unknown>>,
  environment: Environment,
  allowedRedirectUris: readonly string[],
): LinkTokenRequest {
  const unknownFields = Object.keys(body).filter(field => !knownFields.has(field));
  if (unknownFields.length > 0) {
    const message = `the following fields are not recognized by this endpoint: ${unknownFields.join(', ')}`;
    throw new PlaidError('INVALID_REQUEST', 'UNKNOWN_FIELDS', message);
  }
  const clientName = checkRequired(body);
  const redirectUri = checkRedirectUri(body['redirect_uri'], environment, allowedRedirectUris);
  const webhook = checkWebUrl('webhook', body['webhook']);
  const hosted = checkHostedLink(body['hosted_link']);
  const accessToken = body['access_token'] ?? null;
  if (accessToken !== null && typeof accessToken !== 'string') throw invalidField('access_token must be a string');
  const updateMode = accessToken !== null;
  const products = checkProducts(body['products'], {updateMode});
  const accountSelection = checkAccountSelection(body, {updateMode});
  const shownName = clientName.length > MAX_CLIENT_NAME ? 'This Application' : clientName;
  const metadata = {
    initial_products: products,
    webhook,
    country_codes: body['country_codes'],
    language: body['language'],
    redirect_uri: body['redirect_uri'] ?? null,
    client_name: clientName,
  };
  return {clientName: shownName, accessToken, products, accountSelection, webhook, hosted, redirectUri, metadata};
}

/** Validates the required fields. Returns the client name. */
function checkRequired(body: Readonly<Record<string, unknown>>): string {
  const {client_name: clientName, language, country_codes: codes, user, user_id: userId} = body;
  const missing = ['client_name', 'language', 'country_codes'].filter(field => body[field] === undefined);
  if (user === undefined && userId === undefined) missing.push('user');
  if (missing.length > 0) throw missingFields(...missing);
  if (typeof clientName !== 'string' || clientName.trim() === '')
    throw invalidField('client_name must be a non-empty string');
  if (typeof language !== 'string' || !languages.includes(language)) {
    throw invalidField(`language must be one of: ${languages.join(', ')}`);
  }
  if (!Array.isArray(codes) || codes.length === 0 || !codes.every(code => countries.includes(String(code)))) {
    throw invalidField(`country_codes must be a non-empty list of: ${countries.join(', ')}`);
  }
  if (user !== undefined) {
    const id = isRecord(user) ? user['client_user_id'] : undefined;
    if (id === undefined) throw missingFields('user.client_user_id');
    if (typeof id !== 'string' || id === '') throw invalidField('user.client_user_id must be a non-empty string');
  }
  return clientName;
}

function checkRedirectUri(value: unknown, environment: Environment, allowed: readonly string[]): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || !URL.canParse(value)) throw invalidField('redirect_uri must be a URL');
  if (/[?#]/.test(value)) throw invalidField('redirect_uri must have neither a query nor a fragment');
  const {protocol, hostname} = new URL(value);
  const local = environment === 'sandbox' && (hostname === 'localhost' || hostname === '127.0.0.1');
  if (protocol !== 'https:' && !(protocol === 'http:' && local)) {
    throw invalidField('redirect_uri must be https (http://localhost in Sandbox only)');
  }
  if (!allowed.includes(value)) {
    throw invalidField('OAuth redirect URI must be configured in the developer dashboard');
  }
  return value;
}

/** Returns the settings of Hosted Link. Null when the request has none. */
function checkHostedLink(value: unknown): HostedLink | null {
  if (value === undefined || value === null) return null;
  if (!isRecord(value)) throw invalidField('hosted_link must be an object');
  const {delivery_method: delivery, url_lifetime_seconds: lifetime = null} = value;
  if (delivery !== undefined) throw invalidField('hosted_link.delivery_method is not offered by this stand-in');
  const inRange =
    typeof lifetime === 'number' && Number.isInteger(lifetime) && lifetime > 0 && lifetime <= MAX_LIFETIME;
  if (lifetime !== null && !inRange) {
    throw invalidField(`hosted_link.url_lifetime_seconds must be a whole number from 1 to ${MAX_LIFETIME}`);
  }
  return {
    completionRedirectUri: checkWebUrl('hosted_link.completion_redirect_uri', value['completion_redirect_uri']),
    lifetimeSeconds: inRange ? lifetime : null,
  };
}

/** Returns the URL. Null when the value is absent or empty. */
export function checkWebUrl(name: string, value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value;
  throw invalidField(`${name} must be an http or https URL`);
}

function checkProducts(value: unknown, {updateMode}: {updateMode: boolean}): string[] {
  if (value === undefined) {
    if (updateMode) return [];
    throw missingFields('products');
  }
  if (!Array.isArray(value) || !value.every(product => typeof product === 'string')) {
    throw invalidField('products must be a list of product names');
  }
  const allowed = (product: string) => productsInUpdateMode.includes(product) || product.startsWith('cra_');
  if (updateMode && !value.every(allowed)) {
    throw invalidField('products must be left out when an access_token is given: the item keeps the ones it has');
  }
  if (!updateMode && value.length === 0) throw invalidField('products must not be empty');
  return value;
}

/** Returns whether the person selects accounts in update mode. */
function checkAccountSelection(body: Readonly<Record<string, unknown>>, {updateMode}: {updateMode: boolean}): boolean {
  const update = body['update'];
  if (update !== undefined && !isRecord(update)) throw invalidField('update must be an object');
  const enabled = update?.['account_selection_enabled'] === true;
  if (updateMode && body['account_filters'] !== undefined && !enabled) {
    throw invalidField('account_filters needs update.account_selection_enabled in update mode');
  }
  return enabled;
}
