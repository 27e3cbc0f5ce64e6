/**
 * What the element and the backend kit agree on: the words of the HTTP contract between them. Types and plain lists
 * only, so that either side may import it without pulling in the other.
 */

/**
 * Every error code, for `exited-errored`, for the `error` property and for the `code` member of a backend's problem
 * details. The list is closed and part of the contract: a changed code is a breaking change, a changed text is not.
 */
export const errorCodes = [
  /** An attribute, an address or an option of the backend is missing or impossible. */
  'invalid-configuration',
  /** Nobody knows the provider that the connection belongs to. */
  'unknown-provider',
  /** Another dialog or vendor overlay is open on the page. */
  'busy',
  /** The browser has no network. */
  'offline',
  /** The host does not know the person, or does not let this request through. */
  'unauthorized',
  /** The host or the aggregator has no such connection. */
  'connection-not-found',
  /** The connection cannot be repaired; a new one has to be made. */
  'not-repairable',
  /** The backend kept answering `WAIT`. */
  'not-ready',
  /** There were too many requests. */
  'rate-limited',
  /** The backend, or the aggregator behind it, did not give a usable answer. */
  'backend-unavailable',
  /** The bank cannot be reached. */
  'institution-unavailable',
  /** The token answer lacks something, or its widget URL may not be opened. */
  'invalid-token',
  /** The token has expired while the widget was open. */
  'token-expired',
  /** The vendor's script or a part of the element could not be loaded. */
  'script-blocked',
  /** The browser did not let a window be opened. */
  'popup-blocked',
  /** The person gave up on a widget that did not report in. */
  'load-timeout',
  /** The widget ended with an error. */
  'widget-error',
  /** The person is done at the bank, but the backend did not take the result. */
  'completion-failed',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Where a widget is shown. A vendor's own overlay in the top document counts as `modal`. */
export type Display = 'modal' | 'inline' | 'popup' | 'redirect';

/** What the backend says should happen; left out or unknown means `ACTION_REQUIRED`. */
export type TokenStatus = 'ACTION_REQUIRED' | 'CONTINUE' | 'WAIT' | 'ABORT';

/** The vendor's side of an error, for support: never a token, never a free text. */
export interface VendorError {
  code?: string | undefined;
  type?: string | undefined;
  requestId?: string | undefined;
}

/** A bank, as far as it is told to the page. */
export interface Institution {
  id?: string;
  name?: string;
}

/** An account that the repaired connection gives access to. */
export interface Account {
  id?: string;
  name?: string;
  /** The last two to four digits. */
  mask?: string;
  type?: string;
  subtype?: string;
}

/** The body of `POST token-url`. All but the first two are hints. */
export interface TokenRequest {
  connectionId: string;
  /** Random per repair, and the idempotency key of everything sent for it. */
  repairId: string;
  provider?: string | undefined;
  display?: Display | undefined;
  statusReason?: string | undefined;
  returnUrl?: string | undefined;
  locale?: string | undefined;
}

/** The body of `POST complete-url`. `result` is a claim of the browser's, never a fact. */
export interface CompletionRequest {
  connectionId: string;
  repairId: string;
  provider: string;
  result: unknown;
}

/** The answer of `POST complete-url`; an empty 204 means `successful` and nothing else to say. */
export interface Completion {
  outcome?: 'successful' | 'aborted' | 'pending';
  connectionId?: string;
  status?: string;
  statusReason?: string | null;
  institution?: Institution;
  accounts?: Account[];
}

/** The query of `GET status-url`. */
export interface StatusRequest {
  connectionId: string;
  repairId: string;
}

/** The answer of `GET status-url`, in the aggregator's own words. */
export interface ConnectionStatus {
  provider: string;
  status: string;
  statusReason?: string | null;
  repair?: 'pending' | 'completed' | 'exited';
  institution?: Institution;
  /** ISO 8601. */
  updatedAt?: string;
}
