import type {
  Completion,
  CompletionRequest,
  ConnectionStatus,
  Display,
  StatusRequest,
  TokenRequest,
} from '../contract.js';

/** The second argument of a host's client functions. */
export interface CallOptions {
  /** Aborted when the answer is no longer needed. */
  signal: AbortSignal;
}

/** Headers of every call to the host's backend, such as a CSRF or bearer token. A function is called before each call. */
export type BackendHeaders = HeadersInit | (() => HeadersInit | Promise<HeadersInit>);

/** Headers by their names in lower case. */
type ReadHeaders = Record<string, string>;

/** Replaces `token-url`. Returns the repair token as a `Response` or as its JSON. */
export type FetchToken = (request: TokenRequest, options: CallOptions) => unknown;

/** Replaces `complete-url`. Returns the completion as a `Response` or as its JSON. No value means `successful`. */
export type CompleteRepair = (
  request: CompletionRequest,
  options: CallOptions,
) => Response | Completion | null | undefined | void | Promise<Response | Completion | null | undefined | void>;

/** Replaces `status-url`. Returns the status as a `Response` or as its JSON. */
export type FetchStatus = (
  request: StatusRequest,
  options: CallOptions,
) => Response | ConnectionStatus | Promise<Response | ConnectionStatus>;

/** The settings of one repair, read from the element when it starts. Unset members are undefined. */
export interface Settings {
  connectionId?: string | undefined;
  provider?: string | undefined;
  tokenUrl?: string | undefined;
  completeUrl?: string | undefined;
  statusUrl?: string | undefined;
  returnUrl?: string | undefined;
  /** The connection's status before the repair, with the aggregator's value. */
  status?: string | undefined;
  statusReason?: string | undefined;
  /** A BCP 47 language tag. */
  locale: string;
  nonce: string;
  credentials: 'same-origin' | 'include';
  display: Display | 'auto';
  /** The sandbox's control origin, unparsed. It is checked when the repair starts. */
  sandboxUrl?: string | undefined;
  widgetOrigins?: readonly string[] | undefined;
  headers?: ReadHeaders | (() => Promise<ReadHeaders>) | undefined;
  fetchToken?: FetchToken | undefined;
  completeRepair?: CompleteRepair | undefined;
  fetchStatus?: FetchStatus | undefined;
  /** Whether `complete-url` or `completeRepair` is set. */
  canComplete: boolean;
  /** Whether `status-url` or `fetchStatus` is set. */
  canVerify: boolean;
}
