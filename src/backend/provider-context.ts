import type {RequestLog} from './logger.js';

/** The context of a call to a provider. */
export interface ProviderContext {
  /** Aborts vendor calls when the caller has disconnected. Absent if the call should finish in any case. */
  signal?: AbortSignal | undefined;
  /** Its lines carry the repair's id already. A provider only adds vendor ids. */
  log: RequestLog;
  /** The repair that the call belongs to. Absent in a webhook. */
  repairId?: string | undefined;
  /** The provider's own part of the store, for data that it needs between requests. */
  memory: ProviderMemory;
  /** The connection's last stored observation, from a webhook or an earlier reading. Absent if there is none. */
  known?: KnownState | undefined;
}

/** The last observation of a connection. */
export interface KnownState {
  /** The vendor's own word. */
  status: string;
  /** The vendor's own word, or a warning that came by webhook alone. */
  statusReason: string | null;
  /** All warnings that hold, most urgent first. */
  warnings: readonly string[];
}

/** A provider's own part of the store. A secret in it must expire and must not be logged. */
export interface ProviderMemory {
  get<T>(key: string): Promise<T | undefined>;
  /** @param expiresAt milliseconds since the epoch; from then on `get` gives nothing */
  set(key: string, value: unknown, expiresAt: number): Promise<void>;
  remove(key: string): Promise<void>;
}
