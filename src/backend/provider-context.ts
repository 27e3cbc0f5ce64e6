import type {RequestLog} from './logger.js';

/** What accompanies every call to a provider. */
export interface ProviderContext {
  /** Ends vendor calls early when the caller has gone; absent where the call should be finished in any case. */
  signal?: AbortSignal | undefined;
  /** Knows the repair already: a provider adds vendor ids only. */
  log: RequestLog;
  /** The repair that the call is made for; absent in a webhook. */
  repairId?: string | undefined;
  /** What the provider wants to keep between requests, in a part of the store that is its own. */
  memory: ProviderMemory;
  /** What the store knows of the connection, from webhooks and earlier readings; absent where it knows nothing. */
  known?: KnownState | undefined;
}

/** A connection as it was last observed. */
export interface KnownState {
  /** The vendor's own word. */
  status: string;
  /** The vendor's own word, or a warning that came by webhook alone. */
  statusReason: string | null;
  /** All warnings that hold, most urgent first. */
  warnings: readonly string[];
}

/** A provider's own part of the store. What is secret in it must expire and must not be logged. */
export interface ProviderMemory {
  get<T>(key: string): Promise<T | undefined>;
  /** @param expiresAt milliseconds since the epoch; from then on `get` gives nothing */
  set(key: string, value: unknown, expiresAt: number): Promise<void>;
  remove(key: string): Promise<void>;
}
