/**
 * The part of Plaid's script that a repair uses. Names and shapes are from Plaid's React wrapper and its page on Link
 * for the web. Unknown names and members in callbacks are accepted, because Plaid adds them without notice.
 */
export interface PlaidGlobal {
  create(config: LinkConfig): LinkHandler;
}

export interface LinkConfig {
  token: string;
  /** The URL that a bank has returned to, only after such a return. */
  receivedRedirectUri?: string;
  onLoad(): void;
  onEvent(name: string, metadata: LinkMetadata | null): void;
  onExit(error: LinkError | null, metadata: LinkMetadata | null): void;
  onSuccess(publicToken: string | null, metadata: LinkMetadata | null): void;
}

export interface LinkHandler {
  open(): void;
  exit(options?: {force?: boolean}): void;
  destroy(): void;
}

export interface LinkError {
  error_type?: string;
  error_code?: string;
}

export interface LinkMetadata {
  institution?: {name?: string; institution_id?: string} | null;
  accounts?: readonly Record<string, unknown>[];
  status?: string | null;
  request_id?: string;
  [key: string]: unknown;
}

/** Whether a global is Plaid's script. An element with the id `Plaid` also creates a global of that name. */
export const isPlaid = (value: unknown): value is PlaidGlobal =>
  typeof (value as PlaidGlobal | undefined)?.create === 'function';

declare global {
  interface Window {
    Plaid?: unknown;
  }
}
