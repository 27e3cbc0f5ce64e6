import type {TokenRequest} from '../../../../contract.js';
import type {QuilttConnectorSettings} from '../options.js';
import type {Connector} from './connector.js';
import type {ConnectionFeature, ConnectorMxInitializeInput, ConnectorPlaidInitializeInput} from './inputs.js';
import type {ConnectorShape} from './shape.js';

/** The languages of Link in Quiltt's guide. Later types list more, and a host may set any. */
const languages: ReadonlySet<string> = new Set(['en', 'fr', 'es', 'nl', 'de']);

/** The newer names of the features of older schemas, matched by their descriptions. */
const newerNames: Readonly<Record<string, ConnectionFeature>> = {
  TRANSACTIONS: 'ACCOUNT_BALANCES_AND_TRANSACTIONS',
  ACCOUNT_VERIFICATION: 'ACCOUNT_NUMBERS',
  IDENTITY: 'ACCOUNT_OWNERS',
};

type Members = Readonly<Record<string, unknown>>;

/** Builds the input of `…Initialize` for a repair from the connection, the request and the host's settings. */
export function initializeInput(
  {name}: Connector,
  connectionId: string,
  {repairId, locale, returnUrl}: TokenRequest,
  settings: QuilttConnectorSettings,
  shape: Pick<ConnectorShape, 'input' | 'features'>,
): ConnectorPlaidInitializeInput | ConnectorMxInitializeInput {
  // Only a URL that the host has listed: any other would make an open redirect after the bank's login.
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

/** The features with the schema's names. A list for one generation of the schema replaces a missing one for the other. */
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
