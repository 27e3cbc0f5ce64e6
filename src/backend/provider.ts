import type {Account, CompletionRequest, Institution, TokenRequest, TokenStatus} from '../contract.js';
import type {HealthTable} from '../health/health.js';
import type {KnownState, ProviderContext, ProviderMemory} from './provider-context.js';
import type {ProviderWebhooks} from './webhooks/webhook.js';

export type {KnownState, ProviderContext, ProviderMemory};

/**
 * What the host's `findConnection` returns: the provider's name, and what that provider needs to act on the
 * connection. It may carry more, for instance the tenant that options are computed from.
 */
export interface ProviderConnection {
  /** In lower case. The type keeps a literal in a returned object from widening to `string`. */
  provider: Lowercase<string>;
}

/** The answer to a token request, as in the contract. A provider adds the members that its widget needs. */
export interface RepairToken {
  status: TokenStatus;
  /** The provider whose widget opens, if it is another one. */
  widget?: string;
  /** The token's remaining life, in seconds. */
  expiresIn?: number;
  /** When the token expires, ISO 8601. */
  expiresAt?: string;
  /** Seconds, with `WAIT`. */
  retryAfter?: number;
  [member: string]: unknown;
}

/** A connection's current status at the vendor. The provider's health table says what it means. */
export interface ProviderStatus {
  /** The vendor's own word. */
  status: string;
  /** The vendor's own word. */
  statusReason: string | null;
  institution?: Institution;
  /** When the vendor last changed it, ISO 8601, if the vendor provides that. */
  updatedAt?: string;
  /** Warnings from earlier webhooks that this reading shows to be over. */
  clears?: readonly string[] | undefined;
}

/** How a widget ended whose result only the server can read. */
export interface RepairOutcome {
  repair: 'pending' | 'completed' | 'exited';
  /** When it ended, in milliseconds since the epoch. */
  endedAt?: number | undefined;
}

/** The result of a completion. */
export interface ProviderCompletion extends ProviderStatus {
  /** The accounts that the widget named, for display only. They carry no ids, because the browser's ids are unverified. */
  accounts?: Account[];
  /** The aggregator's new id of the connection, verified at the vendor, if the repair has changed it. */
  providerConnectionId?: string;
}

/**
 * One aggregator's API. A provider throws a `RepairProblem` for a failure that it recognizes. Any other error is answered as
 * `backend-unavailable`.
 */
export interface Provider<Connection extends ProviderConnection = ProviderConnection> {
  /** The provider's name in `findConnection` and in the element's `provider` attribute. */
  readonly name: string;
  /** Says what the provider's statuses mean. */
  readonly health: HealthTable;
  /** The aggregator's id of the connection. */
  providerConnectionId(connection: Connection): string;
  /** Requests what the widget needs to repair the connection. */
  createRepairToken(connection: Connection, request: TokenRequest, context: ProviderContext): Promise<RepairToken>;
  /** Does the calls that the vendor requires after its widget has finished, and reads the status. Safe to repeat. */
  completeRepair(
    connection: Connection,
    request: CompletionRequest,
    context: ProviderContext,
  ): Promise<ProviderCompletion>;
  /** Reads the status at the vendor. Concurrent requests share a reading, so it belongs to no repair. */
  readStatus(connection: Connection, context: ProviderContext): Promise<ProviderStatus>;
  /**
   * Reads how the widget of `context.repairId` ended, for a provider whose widget may report only to the server. Undefined
   * for a repair whose widget reports to the page. It is called for every status request, so it limits its own vendor calls.
   */
  readRepair?(connection: Connection, context: ProviderContext): Promise<RepairOutcome | undefined>;
  /** The provider's webhooks, if the host has configured their verification. */
  readonly webhooks?: ProviderWebhooks | undefined;
}

/** The type of connection of a provider, or of one of several providers. */
export type ConnectionOf<P> = P extends Provider<infer Connection> ? Connection : never;
