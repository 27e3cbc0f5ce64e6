import type {
  Completion,
  CompletionRequest,
  ConnectionStatus,
  Display,
  StatusRequest,
  TokenRequest,
} from '../contract.js';

/** What a host's own client is given besides the request. */
export interface CallOptions {
  /** Aborted when the answer is no longer wanted. */
  signal: AbortSignal;
}

/** Sent with every call to the host's backend: a CSRF token, a bearer. A function is asked before each call. */
export type Headers = Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);

/** Replaces `token-url`: gives the repair token, as a `Response` or as its JSON. */
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

/** The settings of one repair, read from the element when it starts; what is not set is undefined. */
export interface Settings {
  connectionId?: string | undefined;
  provider?: string | undefined;
  tokenUrl?: string | undefined;
  completeUrl?: string | undefined;
  statusUrl?: string | undefined;
  returnUrl?: string | undefined;
  /** How the connection is before the repair, in the aggregator's own words. */
  status?: string | undefined;
  statusReason?: string | undefined;
  /** A BCP 47 language tag. */
  locale: string;
  nonce: string;
  credentials: 'same-origin' | 'include';
  display: Display | 'auto';
  /** The control origin of the sandbox; as written, checked when the repair starts. */
  sandboxUrl?: string | undefined;
  widgetOrigins?: readonly string[] | undefined;
  headers?: Headers | undefined;
  fetchToken?: FetchToken | undefined;
  completeRepair?: CompleteRepair | undefined;
  fetchStatus?: FetchStatus | undefined;
}

/** Whether the widget's result has somewhere to go. */
export const canComplete = ({completeUrl, completeRepair}: Settings): boolean => !!(completeUrl ?? completeRepair);

/** Whether the status can be asked for. */
export const canVerify = ({statusUrl, fetchStatus}: Settings): boolean => !!(statusUrl ?? fetchStatus);
