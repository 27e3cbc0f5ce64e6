import type {Setting} from '../../../backend/setting.js';
import type {WebhookRequest} from '../../../backend/webhooks/webhook.js';
import type {ConnectionFeature, ConnectorMxSettings, ConnectorPlaidSettings} from './graphql/inputs.js';

/** A Quiltt connection, as `findConnection` returns it. */
export interface QuilttConnection {
  /** Selects the provider. */
  provider: 'quiltt';
  /** Quiltt's id of the connection, `conn_…`. */
  connectionId: string;
  /** Quiltt's id of the profile, `p_…`, or the UUID that the host assigned to it. */
  profileId: string;
}

/** The URLs of Quiltt's two APIs, if they differ. */
export interface QuilttBaseUrls {
  /** Overrides `https://auth.quiltt.io`. */
  auth: string;
  /** Overrides `https://api.quiltt.io`. */
  api: string;
}

/** Settings of Quiltt's GraphQL connectors. */
export interface QuilttConnectorSettings {
  /** The features that the connection must have, for schemas with `features`. */
  features?: readonly ConnectionFeature[];
  /**
   * The required features, for schemas with `featuresRequired`; default: `features`. These schemas require a list; an empty
   * one requests no new features (unverified).
   */
  featuresRequired?: readonly ConnectionFeature[];
  /** Optional features, for schemas with `featuresRequired`. */
  featuresOptional?: readonly ConnectionFeature[];
  /** Allowed OAuth redirect URIs. One is used if the page requests it. */
  redirectUris?: readonly string[];
  /** Further members of the input for Plaid. */
  plaid?: ConnectorPlaidSettings;
  /** Further members of the input for MX. */
  mx?: ConnectorMxSettings;
}

/** How Quiltt's webhooks are verified. */
export interface QuilttWebhookOptions {
  /** The secret of the webhook; several during a rotation. */
  secret: string | readonly string[];
  /** Maximum age of a delivery's timestamp in milliseconds; default five minutes. */
  tolerance?: number;
  /**
   * Replaces the verification of a delivery, because the scheme is only known from third parties. It must check everything,
   * including the age of the delivery, in constant time.
   */
  verify?(request: WebhookRequest, secrets: readonly string[]): boolean | Promise<boolean>;
}

/** Every option except `webhook` is a constant or a function of the connection. */
export interface QuilttOptions<Connection extends QuilttConnection = QuilttConnection> {
  /** The API secret of an environment. */
  apiSecret: Setting<string, Connection>;
  /** The id of the Connector that repairs connections, from the same environment. */
  connectorId: Setting<string, Connection>;
  /**
   * Whether connections through Plaid or MX are repaired in these vendors' own widgets, with Quiltt's GraphQL connectors.
   * All other connections are repaired in Quiltt's Connector. The element needs a `complete-url` for it. Default: false.
   */
  connectors?: Setting<boolean | QuilttConnectorSettings | undefined, Connection>;
  /**
   * Records the time, the aggregator and the outcome of a repair in the connection's metadata at Quiltt, under the given
   * name, or `bankReconnect` for `true`. Other metadata is kept. Default: false.
   */
  recordRepairs?: Setting<boolean | string | undefined, Connection>;
  /** Overrides the URL of both APIs, or of each: the sandbox's `http://127.0.0.1:…`, or an https gateway. */
  baseUrl?: Setting<string | QuilttBaseUrls | undefined, Connection>;
  /** Timeout of an API call in milliseconds; default 10 000. */
  timeout?: Setting<number | undefined, Connection>;
  /** Verifies Quiltt's webhooks; without it they are rejected. */
  webhook?: QuilttWebhookOptions;
}
