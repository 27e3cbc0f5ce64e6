import type {CompletionRequest, ReportedAccount, ReportedInstitution, TokenRequest, TokenStatus} from '../contract.js';
import type {HealthTable} from '../health/health.js';
import type {KnownState, ProviderContext, ProviderMemory} from './provider-context.js';
import type {ProviderWebhooks} from './webhooks/webhook.js';

export type {KnownState, ProviderContext, ProviderMemory};

/**
 * A connection, as the host's `findConnection` returns it: the provider's name and the ids and credentials that the
 * provider needs. It may have more members, for instance a tenant that options are computed from.
 */
export interface ProviderConnection {
  /** The provider's name. `Lowercase` also keeps the literal in a returned object from widening to `string`. */
  provider: Lowercase<string>;
}

/** The response to a token request. Members that the provider's widget needs are added to it. */
export interface RepairToken {
  status: TokenStatus;
  /** The widget to open; default: the provider's own. */
  widget?: string;
  /** Seconds until the token expires. */
  expiresIn?: number;
  /** When the token expires, ISO 8601. */
  expiresAt?: string;
  /** Seconds until the next request; only with `WAIT`. */
  retryAfter?: number;
  [member: string]: unknown;
}

/** A connection's current status, as read from the vendor. The provider's health table gives its meaning. */
export interface ProviderStatus {
  /** The vendor's status. */
  status: string;
  /** The vendor's reason. */
  statusReason: string | null;
  institution?: ReportedInstitution;
  /** When the status last changed at the vendor, ISO 8601, if known. */
  updatedAt?: string;
  /** Warnings from earlier webhooks that this status ends. */
  clears?: readonly string[] | undefined;
}

/** The outcome of a widget that only reports it to the server. */
export interface RepairOutcome {
  repair: 'pending' | 'completed' | 'exited';
  /** When it ended, in milliseconds since the epoch. */
  endedAt?: number | undefined;
}

/** The result of a completed repair. */
export interface ProviderCompletion extends ProviderStatus {
  /** The accounts in the widget's result, for display; without ids, because the browser could forge them. */
  accounts?: ReportedAccount[];
  /** The aggregator's new id of the connection, verified there; absent if the repair did not change it. */
  providerConnectionId?: string;
}

/**
 * One aggregator's API. A provider throws a `RepairProblem` for errors it recognizes; any other error is answered as
 * `backend-unavailable`.
 */
export interface Provider<Connection extends ProviderConnection = ProviderConnection> {
  /** The name in `findConnection` and in the `provider` attribute, in lower case. */
  readonly name: Lowercase<string>;
  /** The meaning of its statuses. */
  readonly health: HealthTable;
  /** The aggregator's id of the connection. */
  providerConnectionId(connection: Connection): string;
  /** Creates the token or URL that opens the widget for the connection. */
  createRepairToken(connection: Connection, request: TokenRequest, context: ProviderContext): Promise<RepairToken>;
  /** Makes the calls that the vendor requires after its widget has finished, and reads the status. Must be idempotent. */
  completeRepair(
    connection: Connection,
    request: CompletionRequest,
    context: ProviderContext,
  ): Promise<ProviderCompletion>;
  /** Reads the status from the vendor. Concurrent requests share one call, so it does not depend on a repair. */
  readStatus(connection: Connection, context: ProviderContext): Promise<ProviderStatus>;
  /**
   * Reads the outcome of the widget of `context.repairId`, for providers whose widget may only report it to the server;
   * undefined if the widget reports it to the page. It is called for every status request, so it limits its vendor calls.
   */
  readRepair?(connection: Connection, context: ProviderContext): Promise<RepairOutcome | undefined>;
  /** Its webhooks, if the host configured their verification. */
  readonly webhooks?: ProviderWebhooks | undefined;
}

/** The connection type of a provider, or the union for several providers. */
export type ConnectionOf<P> = P extends Provider<infer Connection> ? Connection : never;
