import type {
  Completion,
  CompletionRequest,
  ConnectionStatus,
  Display,
  StatusRequest,
  TokenRequest,
} from '../contract.js';

/** What a host's own client gets beside the request. */
export interface CallOptions {
  /** Aborted when the answer is no longer needed. */
  signal: AbortSignal;
}

/** Sent with every call to the host's backend: a CSRF token, a bearer. A function is called before each call. */
export type Headers = Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);

/** Replaces `token-url`: returns the repair token, as a `Response` or as its JSON. */
export type FetchToken = (request: TokenRequest, options: CallOptions) => unknown;

/** Replaces `complete-url`. */
export type CompleteRepair = (
  request: CompletionRequest,
  options: CallOptions,
) => Response | Completion | null | undefined | void | Promise<Response | Completion | null | undefined | void>;

/** Replaces `status-url`. */
export type FetchStatus = (
  request: StatusRequest,
  options: CallOptions,
) => Response | ConnectionStatus | Promise<Response | ConnectionStatus>;

/** The settings of one repair, read from the element when it starts. An unset one is undefined. */
export interface Settings {
  connectionId?: string | undefined;
  provider?: string | undefined;
  tokenUrl?: string | undefined;
  completeUrl?: string | undefined;
  statusUrl?: string | undefined;
  returnUrl?: string | undefined;
  /** The connection's status before the repair, in the aggregator's own words. */
  status?: string | undefined;
  statusReason?: string | undefined;
  /** A BCP 47 language tag. */
  locale: string;
  nonce: string;
  credentials: 'same-origin' | 'include';
  display: Display | 'auto';
  /** The sandbox's control origin, as written; checked when the repair starts. */
  sandboxUrl?: string | undefined;
  widgetOrigins?: readonly string[] | undefined;
  headers?: Headers | undefined;
  fetchToken?: FetchToken | undefined;
  completeRepair?: CompleteRepair | undefined;
  fetchStatus?: FetchStatus | undefined;
  /** Whether there is a way to complete a repair: `complete-url` or `completeRepair`. */
  canComplete: boolean;
  /** Whether there is a way to read the status: `status-url` or `fetchStatus`. */
  canVerify: boolean;
}
