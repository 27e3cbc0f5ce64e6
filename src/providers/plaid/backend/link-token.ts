import type {TokenRequest} from '../../../contract.js';
import {requireSetting} from '../../../backend/configuration-error.js';
import type {ProviderContext, RepairToken} from '../../../backend/provider.js';
import {resolveSetting} from '../../../backend/setting.js';
import {requireText} from '../../../backend/vendor-call.js';
import type {JsonObject, VendorAnswer} from '../../../backend/vendor-call.js';
import {linkLanguage} from './language.js';
import {checkCountryCodes, checkRedirectUris} from './lists.js';
import type {PlaidConnection, PlaidOptions} from './options.js';
import {concernsAccounts} from './warnings.js';

/** Seconds that a link token for an existing item lives, as Plaid's API description says. */
const updateModeLife = 30 * 60;

/**
 * The body of `/link/token/create` for update mode: the item's access token selects it, and products must be left
 * out.
 */
export async function linkTokenRequest<Connection extends PlaidConnection>(
  options: PlaidOptions<Connection>,
  connection: Connection,
  {locale, returnUrl, statusReason, display}: TokenRequest,
  known: ProviderContext['known'],
): Promise<JsonObject> {
  const redirectUris = checkRedirectUris(await resolveSetting(options.redirectUris, connection)) ?? [];
  // Only what the host listed: an address of the page's choice would be an open redirect behind the bank's login.
  const listedUrl = returnUrl !== undefined && redirectUris.includes(returnUrl) ? returnUrl : undefined;
  const words = [statusReason, known?.status, known?.statusReason, ...(known?.warnings ?? [])];
  const selects = (await resolveSetting(options.accountSelection, connection)) ?? concernsAccounts(words);
  const customization =
    (selects ? await resolveSetting(options.accountSelectionCustomizationName, connection) : undefined) ??
    (await resolveSetting(options.linkCustomizationName, connection));
  return {
    access_token: requireSetting(connection.accessToken, 'accessToken of the connection'),
    user: {client_user_id: requireSetting(connection.clientUserId, 'clientUserId of the connection')},
    client_name: requireSetting(await resolveSetting(options.clientName, connection), 'clientName of plaid'),
    language: linkLanguage(locale, await resolveSetting(options.language, connection)),
    country_codes: checkCountryCodes(await resolveSetting(options.countryCodes, connection)) ?? ['US'],
    ...(customization !== undefined && {link_customization_name: customization}),
    ...(selects && {update: {account_selection_enabled: true}}),
    ...(display === 'popup'
      ? {hosted_link: hostedLink(listedUrl ?? (await resolveSetting(options.completionRedirectUri, connection)))}
      : listedUrl !== undefined && {redirect_uri: listedUrl}),
  };
}

/** Hosted Link brings the person through a bank's own pages by itself; its address is where the window goes afterwards. */
function hostedLink(completionRedirectUri: string | undefined): JsonObject {
  return completionRedirectUri === undefined ? {} : {completion_redirect_uri: completionRedirectUri};
}

/** The repair token from Plaid's answer. */
export function readLinkToken(answer: VendorAnswer): RepairToken & {linkToken: string; expiresIn: number} {
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
