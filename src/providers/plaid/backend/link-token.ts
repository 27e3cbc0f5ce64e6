import type {TokenRequest} from '../../../contract.js';
import {requireSetting} from '../../../backend/configuration-error.js';
import type {RepairToken} from '../../../backend/provider.js';
import {resolveSetting} from '../../../backend/setting.js';
import {requireText} from '../../../backend/vendor-call.js';
import type {JsonObject, VendorAnswer} from '../../../backend/vendor-call.js';
import {linkLanguage} from './language.js';
import {checkCountryCodes, checkRedirectUris} from './lists.js';
import type {PlaidConnection, PlaidOptions} from './options.js';

/** Seconds that a link token for an existing item lives, as Plaid's API description says. */
const updateModeLife = 30 * 60;

/**
 * The body of `/link/token/create` for update mode: the item's access token selects it, and products must be left
 * out.
 */
export async function linkTokenRequest<Connection extends PlaidConnection>(
  options: PlaidOptions<Connection>,
  connection: Connection,
  {locale, returnUrl}: TokenRequest,
): Promise<JsonObject> {
  const redirectUris = checkRedirectUris(await resolveSetting(options.redirectUris, connection)) ?? [];
  const customization = await resolveSetting(options.linkCustomizationName, connection);
  return {
    access_token: requireSetting(connection.accessToken, 'accessToken of the connection'),
    user: {client_user_id: requireSetting(connection.clientUserId, 'clientUserId of the connection')},
    client_name: requireSetting(await resolveSetting(options.clientName, connection), 'clientName of plaid'),
    language: linkLanguage(locale, await resolveSetting(options.language, connection)),
    country_codes: checkCountryCodes(await resolveSetting(options.countryCodes, connection)) ?? ['US'],
    // Only what the host listed: an address of the page's choice would be an open redirect behind the bank's login.
    ...(returnUrl !== undefined && redirectUris.includes(returnUrl) && {redirect_uri: returnUrl}),
    ...(customization !== undefined && {link_customization_name: customization}),
  };
}

/** The repair token from Plaid's answer. */
export function readLinkToken(answer: VendorAnswer): RepairToken {
  const linkToken = requireText(answer, 'link_token');
  const {expiration} = answer.body;
  const end = typeof expiration === 'string' ? Date.parse(expiration) : NaN;
  return {
    status: 'ACTION_REQUIRED',
    linkToken,
    expiresIn: life(end),
    ...(Number.isNaN(end) ? {} : {expiresAt: new Date(end).toISOString()}),
  };
}

/** Seconds from now; the documented life where two clocks that disagree make another of it. */
function life(end: number): number {
  const seconds = Math.floor((end - Date.now()) / 1000);
  return seconds > 0 && seconds < updateModeLife ? seconds : updateModeLife;
}
