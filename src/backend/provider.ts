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
  /** In lower case; the type says so also because it keeps the word in a returned object from widening to `string`. */
  provider: Lowercase<string>;
}

/** The answer to a token request, as in the contract; what the provider's widget needs are further members. */
export interface RepairToken {
  status: TokenStatus;
  /** Whose widget opens, where it is not the provider's own. */
  widget?: string;
  /** Life of the token in seconds from now. */
  expiresIn?: number;
  /** End of the token's life, ISO 8601. */
  expiresAt?: string;
  /** Seconds, with `WAIT`. */
  retryAfter?: number;
  [member: string]: unknown;
}

/** A connection's state as the vendor tells it at this moment. What it means is read from the provider's health table. */
export interface ProviderStatus {
  /** The vendor's own word. */
  status: string;
  /** The vendor's own word. */
  statusReason: string | null;
  institution?: Institution;
  /** When the vendor last changed it, ISO 8601, where the vendor tells. */
  updatedAt?: string;
  /** Warnings, earlier told by webhook, that this reading shows to be over. */
  clears?: readonly string[] | undefined;
}

/** How a widget ended that can only be asked about from the server. */
export interface RepairOutcome {
  repair: 'pending' | 'completed' | 'exited';
  /** When it ended, in milliseconds since the epoch. */
  endedAt?: number | undefined;
}

/** What is known after a repair. */
export interface ProviderCompletion extends ProviderStatus {
  /** As the widget named them, to be shown; without ids, because a browser's claim of an id counts for nothing. */
  accounts?: Account[];
  /** The aggregator's id of the connection from now on, checked at the vendor, where the repair has changed it. */
  providerConnectionId?: string;
}

/**
 * One aggregator's API. A provider throws a `RepairProblem` for what it understands; anything else it throws is
 * answered as `backend-unavailable`.
 */
export interface Provider<Connection extends ProviderConnection = ProviderConnection> {
  /** The word that `findConnection` and the element's `provider` attribute use. */
  readonly name: string;
  /** What its statuses mean. */
  readonly health: HealthTable;
  /** The aggregator's id of the connection. */
  providerConnectionId(connection: Connection): string;
  /** Gets what the widget needs to repair the connection. */
  createRepairToken(connection: Connection, request: TokenRequest, context: ProviderContext): Promise<RepairToken>;
  /** Does what the vendor wants done after its widget has finished, and reads the status. Must be safe to repeat. */
  completeRepair(
    connection: Connection,
    request: CompletionRequest,
    context: ProviderContext,
  ): Promise<ProviderCompletion>;
  /** Reads the status at the vendor. Readings are shared by those who ask at the same time, so it knows no repair. */
  readStatus(connection: Connection, context: ProviderContext): Promise<ProviderStatus>;
  /**
   * Reads how the widget of `context.repairId` ended, for a provider whose widget may tell it to the server alone;
   * undefined for a repair whose widget tells the page. It is asked with every status, so it limits its own vendor calls.
   */
  readRepair?(connection: Connection, context: ProviderContext): Promise<RepairOutcome | undefined>;
  /** Its webhooks, where the host has given what they are verified with. */
  readonly webhooks?: ProviderWebhooks | undefined;
}

/** The connections that a provider, or any of several, works with. */
export type ConnectionOf<P> = P extends Provider<infer Connection> ? Connection : never;
