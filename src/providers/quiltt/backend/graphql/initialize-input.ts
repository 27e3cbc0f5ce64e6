import type {TokenRequest} from '../../../../contract.js';
import type {QuilttConnectorSettings} from '../options.js';
import type {Connector} from './connector.js';
import type {ConnectionFeature, ConnectorMxInitializeInput, ConnectorPlaidInitializeInput} from './inputs.js';
import type {ConnectorShape} from './shape.js';

/** The languages of Link that Quiltt's guide lists; later types list more, and a host may set any. */
const languages: ReadonlySet<string> = new Set(['en', 'fr', 'es', 'nl', 'de']);

/** What the features of older schemas are called in newer ones, going by what both say that they are for. */
const newerNames: Readonly<Record<string, ConnectionFeature>> = {
  TRANSACTIONS: 'ACCOUNT_BALANCES_AND_TRANSACTIONS',
  ACCOUNT_VERIFICATION: 'ACCOUNT_NUMBERS',
  IDENTITY: 'ACCOUNT_OWNERS',
};

type Members = Readonly<Record<string, unknown>>;

/** The input of `…Initialize` for a repair: what the connection and the request ask for, and what the host has set. */
export function initializeInput(
  {name}: Connector,
  connectionId: string,
  {repairId, locale, returnUrl}: TokenRequest,
  settings: QuilttConnectorSettings,
  shape: Pick<ConnectorShape, 'input' | 'features'>,
): ConnectorPlaidInitializeInput | ConnectorMxInitializeInput {
  // Only what the host listed: an address of the page's choice would be an open redirect behind the bank's login.
  const isListed = returnUrl !== undefined && (settings.redirectUris ?? []).includes(returnUrl);
  const known = shape.input;
  const common: Members = {
    connectionId,
    ...features(settings, shape),
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
  {input, features: known}: Pick<ConnectorShape, 'input' | 'features'>,
): Members {
  const named = (list: readonly ConnectionFeature[]) =>
    list.map(feature => {
      const name = Object.hasOwn(newerNames, feature) ? newerNames[feature]! : feature;
      return !known.has(feature) && known.has(name) ? name : feature;
    });
  const usesNewer = newer !== undefined || optional !== undefined || !input.has('features');
  if (usesNewer && input.has('featuresRequired')) {
    return {featuresRequired: named(newer ?? older ?? []), ...(optional && {featuresOptional: named(optional)})};
  }
  const all = older ?? newer;
  return input.has('features') && all ? {features: named(all)} : {};
}
