import type {TokenRequest} from '../../../contract.js';
import {requireSetting} from '../../../backend/configuration-error.js';
import type {ProviderContext, RepairToken} from '../../../backend/provider.js';
import {resolveSetting} from '../../../backend/setting.js';
import {requireText} from '../../../backend/vendor-call.js';
import type {JsonObject, VendorAnswer} from '../../../backend/vendor-call.js';
import {linkLanguage} from './language.js';
import {checkCountryCodes, checkRedirectUris} from './check-options.js';
import type {PlaidConnection, PlaidOptions} from './options.js';
import {needsAccountSelection} from './warnings.js';

/** Seconds until an update mode link token expires, from Plaid's API reference. */
const updateModeLifetime = 30 * 60;

/** Whether Link runs on Plaid's own page: in a popup, or in place of the host's page. */
export const isHosted = ({display}: TokenRequest): boolean => display === 'popup' || display === 'redirect';

/**
 * The body of `/link/token/create` for update mode: `access_token` selects the item, and `products` must be absent.
 */
export async function linkTokenRequest<Connection extends PlaidConnection>(
  options: PlaidOptions<Connection>,
  connection: Connection,
  request: TokenRequest,
  known: ProviderContext['known'],
): Promise<JsonObject> {
  const {locale, returnUrl, statusReason} = request;
  const redirectUris = checkRedirectUris(await resolveSetting(options.redirectUris, connection)) ?? [];
  // Only a listed URL is used: any other URL from the page would be an open redirect after the bank's sign-in.
  const listedUrl = returnUrl !== undefined && redirectUris.includes(returnUrl) ? returnUrl : undefined;
  const reasons = [statusReason, known?.status, known?.statusReason, ...(known?.warnings ?? [])];
  const selectsAccounts =
    (await resolveSetting(options.accountSelection, connection)) ?? needsAccountSelection(reasons);
  const customization =
    (selectsAccounts ? await resolveSetting(options.accountSelectionCustomizationName, connection) : undefined) ??
    (await resolveSetting(options.linkCustomizationName, connection));
  return {
    access_token: requireSetting(connection.accessToken, 'accessToken of the connection'),
    user: {client_user_id: requireSetting(connection.clientUserId, 'clientUserId of the connection')},
    client_name: requireSetting(await resolveSetting(options.clientName, connection), 'clientName of plaid'),
    language: linkLanguage(locale, await resolveSetting(options.language, connection)),
    country_codes: checkCountryCodes(await resolveSetting(options.countryCodes, connection)) ?? ['US'],
    ...(customization !== undefined && {link_customization_name: customization}),
    ...(selectsAccounts && {update: {account_selection_enabled: true}}),
    ...(isHosted(request)
      ? {hosted_link: hostedLink(listedUrl ?? (await resolveSetting(options.completionRedirectUri, connection)))}
      : listedUrl !== undefined && {redirect_uri: listedUrl}),
  };
}

/** Hosted Link handles OAuth redirects itself; `completionRedirectUri` is where its window goes at the end. */
function hostedLink(completionRedirectUri: string | undefined): JsonObject {
  return completionRedirectUri === undefined ? {} : {completion_redirect_uri: completionRedirectUri};
}

/** Converts the response of `/link/token/create`. */
export function readLinkToken(answer: VendorAnswer): RepairToken & {linkToken: string; expiresIn: number} {
  const linkToken = requireText(answer, 'link_token');
  const {expiration} = answer.body;
  const end = typeof expiration === 'string' ? Date.parse(expiration) : NaN;
  return {
    status: 'ACTION_REQUIRED',
    linkToken,
    expiresIn: secondsUntil(end),
    ...(Number.isNaN(end) ? {} : {expiresAt: new Date(end).toISOString()}),
  };
}

/** Seconds until the token expires; the documented lifetime if clock skew makes the computed value implausible. */
function secondsUntil(end: number): number {
  const seconds = Math.floor((end - Date.now()) / 1000);
  return seconds > 0 && seconds < updateModeLifetime ? seconds : updateModeLifetime;
}
