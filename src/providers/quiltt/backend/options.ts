import type {Setting} from '../../../backend/setting.js';
import type {WebhookRequest} from '../../../backend/webhooks/webhook.js';
import type {ConnectionFeature, ConnectorMxSettings, ConnectorPlaidSettings} from './graphql/inputs.js';

/** What `findConnection` returns for a connection at Quiltt. */
export interface QuilttConnection {
  /** Chooses the provider. */
  provider: 'quiltt';
  /** Quiltt's id of the connection, `conn_…`. */
  connectionId: string;
  /** Quiltt's id of the person, `p_…`, or the UUID that the host gave to the profile. */
  profileId: string;
}

/** Quiltt's two APIs, where they are not at one address. */
export interface QuilttBaseUrls {
  /** In place of `https://auth.quiltt.io`. */
  auth: string;
  /** In place of `https://api.quiltt.io`. */
  api: string;
}

/** How Quiltt's GraphQL connectors are used. */
export interface QuilttConnectorSettings {
  /** What the connection is to be able to do, for schemas that have `features`. */
  features?: readonly ConnectionFeature[];
  /**
   * For schemas that have it instead of `features`, which then stands in for it. Those want a list in any case; without
   * features it is empty, which asks for nothing that the connection does not have (unverified).
   */
  featuresRequired?: readonly ConnectionFeature[];
  /** What would be nice to have, for schemas with `featuresRequired`. */
  featuresOptional?: readonly ConnectionFeature[];
  /** Where a bank may send the person back to. Used when the page names one of them. */
  redirectUris?: readonly string[];
  /** Further members of the input for Plaid. */
  plaid?: ConnectorPlaidSettings;
  /** Further members of the input for MX. */
  mx?: ConnectorMxSettings;
}

/** What Quiltt signs its webhooks with. */
export interface QuilttWebhookOptions {
  /** The secret of the webhook; two while it is being changed. */
  secret: string | readonly string[];
  /** Milliseconds that a delivery's timestamp may be off; default five minutes. */
  tolerance?: number;
  /**
   * Replaces the check of a delivery, because the scheme is known from third parties alone. It decides about everything,
   * the age of the delivery included, and must take the same time for any wrong signature.
   */
  verify?(request: WebhookRequest, secrets: readonly string[]): boolean | Promise<boolean>;
}

/** Each may be a constant or a function of the connection, `webhook` apart. */
export interface QuilttOptions<Connection extends QuilttConnection = QuilttConnection> {
  /** The API secret; it belongs to an environment and never leaves the server. */
  apiSecret: Setting<string, Connection>;
  /** The Connector that repairs a connection; it belongs to the same environment. */
  connectorId: Setting<string, Connection>;
  /**
   * Whether connections that came through Plaid or MX are repaired in those vendors' own widgets, by Quiltt's GraphQL
   * connectors; the others, and without it all, are repaired in Quiltt's Connector. The element needs a `complete-url`
   * for it. Default: false.
   */
  connectors?: Setting<boolean | QuilttConnectorSettings | undefined, Connection>;
  /**
   * Writes into the connection's metadata at Quiltt that it was repaired, when, by which provider and with which outcome:
   * under the name given, or `bankReconnect` for `true`. What else the metadata holds is kept. Default: false.
   */
  recordRepairs?: Setting<boolean | string | undefined, Connection>;
  /** Another place of both APIs, or one of each: the sandbox's `http://127.0.0.1:…`, or an https gateway. */
  baseUrl?: Setting<string | QuilttBaseUrls | undefined, Connection>;
  /** Time limit of a call in milliseconds; default 10 000. */
  timeout?: Setting<number | undefined, Connection>;
  /** Without it there are no webhooks. */
  webhook?: QuilttWebhookOptions;
}
