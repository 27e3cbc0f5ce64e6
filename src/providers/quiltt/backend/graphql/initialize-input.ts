import type {TokenRequest} from '../../../../contract.js';
import type {QuilttConnectorSettings} from '../options.js';
import type {Connector} from './connector.js';
import type {ConnectorMxInitializeInput, ConnectorPlaidInitializeInput} from './inputs.js';

/** The languages of Link that Quiltt's guide lists; later types list more, and a host may set any. */
const languages: ReadonlySet<string> = new Set(['en', 'fr', 'es', 'nl', 'de']);

type Members = Readonly<Record<string, unknown>>;

/** The input of `…Initialize` for a repair: what the connection and the request ask for, and what the host has set. */
export function initializeInput(
  {name}: Connector,
  connectionId: string,
  {repairId, locale, returnUrl}: TokenRequest,
  settings: QuilttConnectorSettings,
  known: ReadonlySet<string>,
): ConnectorPlaidInitializeInput | ConnectorMxInitializeInput {
  // Only what the host listed: an address of the page's choice would be an open redirect behind the bank's login.
  const isListed = returnUrl !== undefined && (settings.redirectUris ?? []).includes(returnUrl);
  const common: Members = {
    connectionId,
    ...features(settings, known),
    ...(known.has('clientMutationId') && {clientMutationId: repairId}),
    ...(isListed && known.has('redirectUri') && {redirectUri: returnUrl}),
  };
  if (name === 'Mx') {
    return {...(known.has('oauthReferralSource') && {oauthReferralSource: 'BROWSER'}), ...settings.mx, ...common};
  }
  const language = locale?.split(/[-_]/)[0]?.toLowerCase() ?? '';
  return {...(languages.has(language) && known.has('language') && {language}), ...settings.plaid, ...common};
}

/** In the words of the schema; a list for one generation of it stands in where the other's is asked for. */
function features(
  {features: older, featuresRequired: newer, featuresOptional: optional}: QuilttConnectorSettings,
  known: ReadonlySet<string>,
): Members {
  const usesNewer = newer !== undefined || optional !== undefined || !known.has('features');
  if (usesNewer && known.has('featuresRequired')) {
    return {featuresRequired: newer ?? older ?? [], ...(optional && {featuresOptional: optional})};
  }
  const all = older ?? newer;
  return known.has('features') && all ? {features: all} : {};
}
