import {isRecord} from '../../../../sandbox/json.js';
import {repairable, unsupportedFeatures, type QuilttConnection} from '../connections.js';
import {graphqlError, notFound} from '../errors.js';
import type {Profile} from '../profiles.js';
import type {QuilttState} from '../state.js';
import type {MxUpstream} from '../upstream/mx.js';
import type {LinkTokenFields, PlaidUpstream} from '../upstream/plaid.js';
import {ProviderError, type ProviderFailure} from '../upstream/provider-error.js';
import type {ConnectorSession, ConnectorSessions} from './connector-sessions.js';

export type Input = Readonly<Record<string, unknown>>;

/** What every mutation answers with; the schema picks the names that its generation has. */
export interface Payload {
  readonly clientMutationId: unknown;
  readonly success: boolean;
  readonly record: object | null;
  readonly errors: readonly object[] | null;
}

type Provider = ConnectorSession['provider'];

/** The next step of a session, by Quiltt's name. */
type ConnectorStatus = 'CONTINUE' | 'ACTION_REQUIRED' | 'WAIT' | 'ABORT';

/** The new schema's words for the old one's. */
const featureNames: Readonly<Record<string, string>> = {
  TRANSACTIONS: 'ACCOUNT_BALANCES_AND_TRANSACTIONS',
  ACCOUNT_VERIFICATION: 'ACCOUNT_NUMBERS',
  IDENTITY: 'ACCOUNT_OWNERS',
};

/** `connectorPlaidInitialize`, `connectorPlaidClose` and the pair for MX. */
export class ConnectorMutations {
  readonly #state: QuilttState;
  readonly #sessions: ConnectorSessions;
  readonly #plaid: PlaidUpstream;
  readonly #mx: MxUpstream;

  constructor(state: QuilttState, sessions: ConnectorSessions, upstreams: {plaid: PlaidUpstream; mx: MxUpstream}) {
    this.#state = state;
    this.#sessions = sessions;
    this.#plaid = upstreams.plaid;
    this.#mx = upstreams.mx;
  }

  /** Begins the repair of a connection: each call begins another one. */
  initialize(profile: Profile, provider: Provider, input: Input | null | undefined): Promise<Payload> {
    return answered(input, async () => {
      const connection = this.#repaired(profile, provider, input);
      const status = await this.#nextStep(connection, provider, input ?? {});
      if (status !== 'ACTION_REQUIRED') return {connectorStatus: status, status};
      const opened =
        provider === 'PLAID'
          ? await this.#plaid.createLinkToken(connection, this.#linkTokenFields(input ?? {}))
          : {type: 'connect_widget', url: await this.#mx.createWidgetUrl(connection, widgetFields(input ?? {}))};
      const purpose = {provider, profileId: profile.id, connectionId: connection.id};
      const {token} = this.#sessions.create({...purpose, features: requiredFeatures(input ?? {})});
      return {connectorStatus: status, status, connectorToken: token, token, ...opened};
    });
  }

  /** Ends it after the widget's success, and has the connection synced if the provider says that it is well. */
  close(profile: Profile, provider: Provider, input: Input | null | undefined): Promise<Payload> {
    return answered(input, async () => {
      const token = input?.['token'] ?? input?.['connectorToken'];
      const session = typeof token === 'string' ? this.#sessions.find(token) : undefined;
      const connection = session && this.#state.connectionOf(profile, session.connectionId);
      if (!session || !connection || session.provider !== provider) {
        throw new ProviderError({code: 'INVALID_CONNECTOR_TOKEN', message: 'the connector token is not known here'});
      }
      await this.#sessions.closeOnce(session, () => this.#finish(session, connection, input ?? {}));
      return connection;
    });
  }

  async #finish({provider, features}: ConnectorSession, connection: QuilttConnection, input: Input): Promise<void> {
    const finish = provider === 'PLAID' ? this.#finishPlaid : this.#finishMx;
    const well = await finish.call(this, connection, input);
    if (well) connection.features = [...new Set([...connection.features, ...features])];
    this.#state.sync(connection, well ? undefined : repairable);
  }

  async #finishPlaid(connection: QuilttConnection, input: Input): Promise<boolean> {
    await this.#plaid.takePublicToken(connection, String(input['publicToken']));
    return this.#plaid.isHealthy(connection);
  }

  async #finishMx(connection: QuilttConnection, {metadata}: Input): Promise<boolean> {
    const memberGuid = isRecord(metadata) ? metadata['member_guid'] : undefined;
    if (typeof memberGuid !== 'string') {
      throw new ProviderError({code: '400', status: '400', message: 'metadata holds no member_guid'});
    }
    return this.#mx.isHealthy(connection, memberGuid);
  }

  /** The connection that is to be repaired. */
  #repaired(profile: Profile, provider: Provider, input: Input | null | undefined): QuilttConnection {
    const id = input?.['connectionId'];
    if (typeof id !== 'string') {
      const instruction = 'Name the Connection to repair. This stand-in makes new ones in the Connector only.';
      throw graphqlError('BAD_USER_INPUT', 'connectionId is needed.', instruction);
    }
    const connection = this.#state.connectionOf(profile, id);
    if (!connection) throw notFound(id);
    if (connection.provider === provider) return connection;
    const message = `the connection is one of ${connection.provider}`;
    throw new ProviderError({code: 'INVALID_CONNECTION', status: '422', message});
  }

  async #nextStep(connection: QuilttConnection, provider: Provider, input: Input): Promise<ConnectorStatus> {
    const {connectorStatus} = this.#state.variants();
    if (connectorStatus !== 'by-connection') return connectorStatus;
    const wanted = requiredFeatures(input);
    if (wanted.some(feature => unsupportedFeatures.includes(feature))) return 'ABORT';
    const {status, features} = connection;
    if (['INITIALIZING', 'SYNCING', 'UPGRADING'].includes(status)) return 'WAIT';
    if (status === 'DISCONNECTING') return 'ABORT';
    const {update} = input;
    const choosesAccounts = isRecord(update) && update['accountSelectionEnabled'] === true;
    const hasAll = wanted.every(feature => features.includes(feature)) && !choosesAccounts;
    if (status === 'SYNCED') return hasAll ? 'CONTINUE' : 'ACTION_REQUIRED';
    if (status !== repairable || !hasAll) return 'ACTION_REQUIRED';
    // The person may have finished the widget in a page that could not say so any more.
    const upstream = provider === 'PLAID' ? this.#plaid : this.#mx;
    if (!(await upstream.isHealthy(connection))) return 'ACTION_REQUIRED';
    this.#state.sync(connection);
    return 'CONTINUE';
  }

  /** The input in Plaid's names. What is left out gets what Quiltt's dashboard would say. */
  #linkTokenFields(input: Input): LinkTokenFields {
    const {accountFilters, androidPackageName, linkCustomizationName, products, redirectUri, update, language} = input;
    const selection = isRecord(update) ? update['accountSelectionEnabled'] : undefined;
    return {
      client_name: input['clientName'] ?? 'Quiltt Sandbox',
      language: language ?? 'en',
      country_codes: input['countryCodes'] ?? ['US'],
      ...(isRecord(accountFilters) && {account_filters: filtersOf(accountFilters)}),
      ...(androidPackageName !== undefined && {android_package_name: androidPackageName}),
      ...(linkCustomizationName !== undefined && {link_customization_name: linkCustomizationName}),
      ...(products !== undefined && {products}),
      ...(redirectUri !== undefined && {redirect_uri: redirectUri}),
      ...(selection !== undefined && {update: {account_selection_enabled: selection}}),
      ...(this.#state.variants().hostedLink && {hosted_link: {}}),
    };
  }
}

/** Runs a mutation; a provider's refusal becomes its `errors`, at HTTP 200. */
export async function answered(input: Input | null | undefined, run: () => Promise<object> | object): Promise<Payload> {
  const clientMutationId = input?.['clientMutationId'] ?? null;
  try {
    return {clientMutationId, success: true, record: await run(), errors: null};
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const errors: readonly ProviderFailure[] = [error.failure];
    return {clientMutationId, success: false, record: null, errors};
  }
}

function requiredFeatures(input: Input): string[] {
  // A single one comes as a variable of its own, which is no list even where the schema has one.
  const names = [input['features'], input['featuresRequired']].flat().filter(name => typeof name === 'string');
  return names.map(name => featureNames[name] ?? name);
}

/** `{depository: {accountSubtypes}}` in Plaid's names. */
function filtersOf(filters: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(filters).map(([type, filter]) => [
      type,
      {account_subtypes: isRecord(filter) ? filter['accountSubtypes'] : undefined},
    ]),
  );
}

/** The input in MX's names, where MX has one for it. */
function widgetFields(input: Input): Record<string, unknown> {
  const names: Readonly<Record<string, string>> = {
    clientRedirectUrl: 'client_redirect_url',
    colorScheme: 'color_scheme',
    disableBackgroundAgg: 'disable_background_agg',
    includeTransactions: 'include_transactions',
    isMobileWebview: 'is_mobile_webview',
    oauthReferralSource: 'oauth_referral_source',
    uiMessageWebviewUrlScheme: 'ui_message_webview_url_scheme',
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, field]) => (input[name] === undefined ? [] : [[field, input[name]]])),
  );
}
