import type {RequestLog} from './logger.js';

/** The context of a provider call. */
export interface ProviderContext {
  /** Aborts vendor calls when the client disconnects; absent for calls that must finish. */
  signal?: AbortSignal | undefined;
  /** Already has the repair's fields; providers add vendor ids. */
  log: RequestLog;
  /** The repair that the call belongs to; absent for webhooks. */
  repairId?: string | undefined;
  /** The provider's storage between requests. */
  memory: ProviderMemory;
  /** The stored state of the connection, from webhooks and earlier status calls; absent if there is none. */
  known?: KnownState | undefined;
}

/** The last observation of a connection. */
export interface KnownState {
  /** The vendor's status. */
  status: string;
  /** The vendor's reason, or a warning that was only sent by webhook. */
  statusReason: string | null;
  /** All active warnings, most urgent first. */
  warnings: readonly string[];
}

/** A provider's storage. Secrets in it must expire and must not be logged. */
export interface ProviderMemory {
  get<T>(key: string): Promise<T | undefined>;
  /** @param expiresAt milliseconds since the epoch; from then on `get` returns undefined */
  set(key: string, value: unknown, expiresAt: number): Promise<void>;
  remove(key: string): Promise<void>;
}
