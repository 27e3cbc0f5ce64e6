import type {Display, ErrorCode, ReportedAccount, ReportedInstitution, VendorError} from '../contract.js';
import type {HealthTable} from '../health/health.js';
import type {Surface} from '../surfaces/surface.js';

/** An entry of the browser's registry: the facts about a provider that are needed before its code is loaded. */
export interface ProviderEntry {
  /** The widget's supported displays, the preferred one first. A vendor's own overlay counts as `modal`. */
  readonly displays: readonly Display[];
  /**
   * The vendor's known origins, such as `https://cdn.vendor.example`. The element connects to them before the click, and
   * a widget's URL and the vendor's script may be on them.
   */
  readonly origins: readonly string[];
  /**
   * Whether a token may be requested before the click (default: false): a wait does not invalidate it, and a request has
   * no cost.
   */
  readonly prefetch?: boolean;
  /**
   * The query parameter that the vendor adds to the page's URL when a bank has replaced the page and returns to it, such
   * as `oauth_state_id`. With it and `return-url`, the token stays in session storage while the widget is open, because
   * the widget continues after the return with the same one.
   */
  readonly returnParameter?: string;
  /**
   * Returns the widget code, or a promise of it. Called on hover, focus or touch, or with the click, and again after a
   * failure.
   *
   * @param retry '' at first, a query after a failure, because Firefox caches a failed module by its URL
   */
  readonly load: (retry: string) => {widget: WidgetProvider} | Promise<{widget: WidgetProvider}>;
  /** Returns the status table, or a promise of it. Called when a status is judged for the first time. */
  readonly loadHealth: (retry: string) => {health: HealthTable} | Promise<{health: HealthTable}>;
}

/** A JSON object from the host's backend: the contract's answer or the vendor's, unchanged. */
export type Answer = Readonly<Record<string, unknown>>;

/** A provider's widget code. An error that it throws ends the attempt as `widget-error`, or with the error's `code`. */
export interface WidgetProvider {
  /**
   * Converts a vendor's answer with other member names or another structure, such as a GraphQL payload, to the
   * contract's. Called for an answer without a `status`.
   *
   * @throws an object with an `ErrorCode` as `code`, for an answer that is a failure
   */
  normalise?(answer: Answer): Answer;
  /** Reads the token from a normalised answer. */
  read(answer: Answer): WidgetToken | MissingMember;
  /**
   * Opens the widget. Settles with its outcome. The surface's `destroy` removes everything that the widget has created.
   */
  open(context: WidgetContext): Promise<WidgetOutcome>;
}

/** The data that opens a widget. The token and the address are secret. */
export interface WidgetToken {
  /** The default life in seconds. An expiry in the answer takes precedence. */
  life: number;
  /** The token for the vendor's script, such as a link token. */
  token?: string;
  /** The address of a widget in a frame or a popup. */
  url?: string;
  /** The host's connector that the vendor's script opens. */
  connectorId?: string;
  /** The connection in the aggregator's id space, if the vendor's script needs it. */
  connectionId?: string;
}

/** A token answer without a required member. */
export interface MissingMember {
  /** The member's name. */
  missing: string;
}

/** The vendor's error, with the members that may reach the page. */
export interface WidgetError {
  code: ErrorCode;
  message: string;
  vendor?: VendorError | undefined;
  /**
   * Whether the vendor reports it also for the state in which the widget has started. Then it counts only after
   * `WidgetContext.reportAction`: what the person has not met is not the error of an exit.
   */
  mayBeInitial?: boolean | undefined;
}

/** The outcome of a widget. */
export type WidgetOutcome =
  /**
   * The person has finished. `result` is the complete result, for the host's backend only. The page receives the rest.
   */
  | {
      type: 'successful';
      result: unknown;
      institution?: ReportedInstitution | undefined;
      accounts?: ReportedAccount[] | undefined;
    }
  | {type: 'aborted'; reason: 'cancelled' | 'removed' | 'returned'; error?: WidgetError | undefined}
  | {type: 'errored'; error: WidgetError}
  /**
   * The token was invalid. Another one is requested once, unless `WidgetContext.reportAction` was called: the person
   * would have to start again.
   */
  | {type: 'dead-token'; error: WidgetError};

/** A widget's page in a frame. */
export interface WidgetFrame {
  /** A URL on the origin of the one that `WidgetContext.widgetUrl` has returned. */
  readonly url: URL;
  /** The widget's design size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Receives the data of each message from the frame's window and origin. The data's shape is unchecked. */
  readonly receive: (data: unknown) => void;
}

/** The data and functions for a provider's widget. After `signal` has aborted, they announce nothing and show nothing. */
export interface WidgetContext {
  readonly token: WidgetToken;
  /** The connection in the host's own id space. */
  readonly connectionId: string;
  readonly display: Display;
  /** The sandbox's control origin, if the element uses the sandbox. */
  readonly sandboxOrigin: string | undefined;
  /** After the return from a bank that has replaced the page: the URL that it returned to. Undefined at the first opening. */
  readonly returnedTo: string | undefined;
  /** Aborts at the end of the attempt. */
  readonly signal: AbortSignal;
  /**
   * Returns the token's URL if it is an https URL on an origin that the entry or the page lists or, with `domain`, on
   * that domain or a subdomain of it. With the sandbox, any URL of this machine is allowed.
   */
  readonly widgetUrl: (domain?: string) => URL | undefined;
  /**
   * Shows a frame in the dialog or in the page, according to `display`, and reports it as shown.
   *
   * @throws RepairError `invalid-token`, for a frame on another origin than that of `widgetUrl`
   */
  readonly openFrame: (frame: WidgetFrame) => void;
  /**
   * Navigates the popup to the token's URL, which is checked like that of `widgetUrl`. Resolves with the outcome of the
   * repair, which comes from the backend.
   */
  readonly runInPopup: (domain?: string) => Promise<WidgetOutcome>;
  /**
   * Navigates the page itself to the token's URL, which is checked like that of `widgetUrl`. The page is gone then, and an
   * element of the page that the person comes back to resumes the repair. Resolves only if the person comes back to this
   * page by its history, with the outcome from the backend.
   */
  readonly runByRedirect: (domain?: string) => Promise<WidgetOutcome>;
  /**
   * Reports that the person continues in a window that the widget has opened. On a phone the browser may discard the page
   * meanwhile. When it is loaded again, the repair ends as `returned`, and the status tells whether it has succeeded.
   */
  readonly reportLeaving: () => void;
  /**
   * Loads the vendor's script once per page. Its URL must be on one of the entry's origins, or on this machine with the
   * sandbox. Resolves with undefined after a failure. `find` returns its global if it has the expected shape.
   */
  readonly loadScript: <T>(url: string, find: () => T | undefined) => Promise<T | undefined>;
  /**
   * Prepares the page for an overlay that the vendor's script adds to the body. Call it before the script creates the
   * overlay, and `reportShown` after. `selector` selects the overlay's outermost elements. While the overlay is open,
   * it can be clicked even on a page that takes the pointer from its body. If the page removes it, the repair ends.
   *
   * @throws RepairError `invalid-configuration` when the body is inert, for example under a modal dialog of the page
   */
  readonly prepareOverlay: (selector: string) => void;
  /** Reports a surface that the vendor's script has created. */
  readonly reportShown: (surface: Surface) => void;
  /** Reports a valid message of the widget. Only the first one has an effect. */
  readonly reportMessage: () => void;
  /** Reports that the widget has loaded. */
  readonly reportLoaded: () => void;
  /** Reports a vendor's event, with allow-listed members only. */
  readonly reportEvent: (name: string, data: Record<string, unknown>) => void;
  /** Reports an action of the person: a password, a code, the way to the bank's window. It ends an earlier error. */
  readonly reportAction: () => void;
  /** Reports an error from which the person can recover. A later abort contains it, unless an action has followed. */
  readonly reportError: (error: WidgetError) => void;
  /**
   * Reports that the person has finished and the widget shows its last screen, which they may read and use for a while.
   * Then, and by any close in the meantime, the widget ends with `success`. The surface says so and offers "Done". A
   * later call replaces `success`.
   */
  readonly reportFinished: (success: WidgetOutcome & {type: 'successful'}) => void;
  /** Ends the attempt at the person's request. */
  readonly close: () => void;
}
