/**
 * The HTTP contract between the element and the backend kit. Types and plain lists only, so that an import of this file
 * does not include either side's code.
 */

/**
 * The error codes of `exited-errored`, of the `error` property and of the `code` member of a backend's problem details.
 * The list is closed and part of the contract: a changed code is a breaking change, a changed text is not.
 */
export const errorCodes = [
  /** An attribute, an address or an option of the backend is missing or invalid. */
  'invalid-configuration',
  /** The provider is unknown or not configured. */
  'unknown-provider',
  /** Another dialog or vendor overlay is open on the page. */
  'busy',
  /** A request failed at once, and the browser says that it has no network. */
  'offline',
  /** The host does not accept the person's session, or refuses the request. */
  'unauthorized',
  /** The connection does not exist at the host or at the aggregator. */
  'connection-not-found',
  /** The connection cannot be repaired; a new one is needed. */
  'not-repairable',
  /** The backend has returned `WAIT` too many times. */
  'not-ready',
  /** The host or the aggregator has received too many requests. */
  'rate-limited',
  /** The backend or the aggregator has returned no usable answer. */
  'backend-unavailable',
  /** The bank is unavailable. */
  'institution-unavailable',
  /** The token answer has a missing member, or a widget URL that is not allowed. */
  'invalid-token',
  /** The token expired while the widget was open. */
  'token-expired',
  /** The vendor's script or a part of the element could not be loaded. */
  'script-blocked',
  /** The browser blocked the popup, or returned a window that is not new and empty. */
  'popup-blocked',
  /** The widget sent no first message, and the person closed it. */
  'load-timeout',
  /** The widget ended with an error. */
  'widget-error',
  /** The person has signed in at the bank, but the backend did not accept the result. */
  'completion-failed',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The place of a widget. A vendor's own overlay in the top document counts as `modal`. */
export type Display = 'modal' | 'inline' | 'popup' | 'redirect';

/** The next step, as decided by the backend. An absent or unknown value means `ACTION_REQUIRED`. */
export type TokenStatus = 'ACTION_REQUIRED' | 'CONTINUE' | 'WAIT' | 'ABORT';

/** The vendor's identifiers of an error, for support. Contains no token and no free text. */
export interface VendorError {
  code?: string | undefined;
  type?: string | undefined;
  requestId?: string | undefined;
}

/** A bank, with the members that reach the page. */
export interface ReportedInstitution {
  id?: string;
  name?: string;
}

/** An account that the repaired connection gives access to. */
export interface ReportedAccount {
  id?: string;
  name?: string;
  /** The last two to four digits. */
  mask?: string;
  type?: string;
  subtype?: string;
}

/** The body of `POST token-url`. All members except `connectionId` and `repairId` are hints. */
export interface TokenRequest {
  connectionId: string;
  /** Random per repair; the idempotency key of all its requests. */
  repairId: string;
  provider?: string | undefined;
  display?: Display | undefined;
  statusReason?: string | undefined;
  returnUrl?: string | undefined;
  locale?: string | undefined;
}

/** The body of `POST complete-url`. `result` comes from the browser and is unverified. */
export interface CompletionRequest {
  connectionId: string;
  repairId: string;
  provider: string;
  result: unknown;
}

/** The answer of `POST complete-url`. An empty 204 means `successful` without further members. */
export interface Completion {
  outcome?: 'successful' | 'aborted' | 'pending';
  connectionId?: string;
  status?: string;
  statusReason?: string | null;
  institution?: ReportedInstitution;
  accounts?: ReportedAccount[];
}

/** The query of `GET status-url`. */
export interface StatusRequest {
  connectionId: string;
  repairId: string;
}

/** The answer of `GET status-url`, with the aggregator's values. */
export interface ConnectionStatus {
  provider: string;
  status: string;
  statusReason?: string | null;
  repair?: 'pending' | 'completed' | 'exited';
  institution?: ReportedInstitution;
  /** ISO 8601. */
  updatedAt?: string;
}
