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

/** The result of every mutation. It has the field names of both schemas, and each schema selects its own. */
export interface Payload {
  readonly clientMutationId: unknown;
  readonly success: boolean;
  readonly record: object | null;
  readonly errors: readonly object[] | null;
}

type Provider = ConnectorSession['provider'];

/** Quiltt's names of the next step of a session. */
type ConnectorStatus = 'CONTINUE' | 'ACTION_REQUIRED' | 'WAIT' | 'ABORT';

/** The features of the new schema by those of the old one. */
const featureNames: Readonly<Record<string, string>> = {
  TRANSACTIONS: 'ACCOUNT_BALANCES_AND_TRANSACTIONS',
  ACCOUNT_VERIFICATION: 'ACCOUNT_NUMBERS',
  IDENTITY: 'ACCOUNT_OWNERS',
};

/** `connectorPlaidInitialize`, `connectorPlaidClose` and the same pair for MX. */
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

  /** Starts a repair of a connection. Each call starts another session. */
  initialize(profile: Profile, provider: Provider, input: Input | null | undefined): Promise<Payload> {
    return payloadOf(input, async () => {
      const connection = this.#connectionToRepair(profile, provider, input);
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

  /** Ends a session after the widget's success. Syncs the connection if the provider reports it as healthy. */
  close(profile: Profile, provider: Provider, input: Input | null | undefined): Promise<Payload> {
    return payloadOf(input, async () => {
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
    const isHealthy = await finish.call(this, connection, input);
    if (isHealthy) connection.features = [...new Set([...connection.features, ...features])];
    this.#state.sync(connection, isHealthy ? undefined : repairable);
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

  /** The connection to repair. */
  #connectionToRepair(profile: Profile, provider: Provider, input: Input | null | undefined): QuilttConnection {
    const id = input?.['connectionId'];
    if (typeof id !== 'string') {
      const instruction = 'Set the Connection to repair. This stand-in only creates Connections in the Connector.';
      throw graphqlError('BAD_USER_INPUT', 'connectionId is required.', instruction);
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
    // The person may have finished the widget in a page that was closed before it could report the success.
    const upstream = provider === 'PLAID' ? this.#plaid : this.#mx;
    if (!(await upstream.isHealthy(connection))) return 'ACTION_REQUIRED';
    this.#state.sync(connection);
    return 'CONTINUE';
  }

  /** The input by Plaid's names. Defaults stand for the settings of Quiltt's dashboard. */
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

/** Runs a mutation. A provider's error becomes the payload's `errors`, with HTTP 200. */
export async function payloadOf(
  input: Input | null | undefined,
  run: () => Promise<object> | object,
): Promise<Payload> {
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
  // A variable with a single feature is not coerced to a list, even where the schema has a list.
  const names = [input['features'], input['featuresRequired']].flat().filter(name => typeof name === 'string');
  return names.map(name => featureNames[name] ?? name);
}

/** `{depository: {accountSubtypes}}` by Plaid's names. */
function filtersOf(filters: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(filters).map(([type, filter]) => [
      type,
      {account_subtypes: isRecord(filter) ? filter['accountSubtypes'] : undefined},
    ]),
  );
}

/** The input by MX's names. Fields without an equivalent at MX are omitted. */
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
