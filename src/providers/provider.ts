import type {Account, Display, ErrorCode, Institution, VendorError} from '../contract.js';
import type {HealthTable} from '../health/health.js';
import type {Receive} from '../surfaces/messages.js';
import type {Surface} from '../surfaces/surface.js';

/** A line of the browser's registry: what must be known of a provider before its code is loaded. */
export interface ProviderEntry {
  /** Where its widget can be shown, best first. */
  readonly displays: readonly Display[];
  /** Origins worth connecting to before the click. */
  readonly origins: readonly string[];
  /** Whether a token may be fetched before the click: waiting does not spend it, and issuing it costs nothing. */
  readonly prefetch: boolean;
  /**
   * Loads its widget code. `retry` is '' at first and a query after a failure, because Firefox remembers a failed module
   * by its URL.
   */
  readonly load: (retry: string) => Promise<{widget: WidgetProvider}>;
  /** Loads its status vocabulary, which is needed only once there is a status to judge. */
  readonly loadHealth: (retry: string) => Promise<{health: HealthTable}>;
}

/** A JSON object from the host's backend, ours or the vendor's own passed through. */
export type Answer = Readonly<Record<string, unknown>>;

/** The code of a provider's widget. */
export interface WidgetProvider {
  /**
   * Converts a vendor's own answer whose members have other names or places (a GraphQL payload, for example) to the
   * contract's. Called for an answer without a `status`.
   *
   * @throws an object with one of our codes as `code`, for an answer that is a failure
   */
  normalise?(answer: Answer): Answer;
  /** Reads the token from a normalised answer. A string names the missing member. */
  read(answer: Answer): WidgetToken | string;
  /** Opens the widget; settles when it has ended, for whatever reason. Its surface removes everything it created. */
  open(context: WidgetContext): Promise<WidgetOutcome>;
}

/** What opens a widget. Everything but `life` is secret. */
export interface WidgetToken {
  /** How long it is valid, in seconds, unless the answer says otherwise. */
  life: number;
  /** A link token, or whatever the vendor's script is opened with. */
  token?: string;
  /** The address of a widget in a frame or a popup. */
  url?: string;
  /** The host's connector that the vendor's script opens. */
  connectorId?: string;
  /** The connection in the aggregator's own id space, where the vendor's script needs it. */
  connectionId?: string;
}

/** The vendor's error, reduced to what the page may be told. */
export interface WidgetError {
  code: ErrorCode;
  message: string;
  vendor?: VendorError | undefined;
}

/** How a widget ended. */
export type WidgetOutcome =
  /** The person finished. `result` is the whole result, for the host's backend only; the page is told the rest. */
  | {type: 'successful'; result: unknown; institution?: Institution | undefined; accounts?: Account[] | undefined}
  | {type: 'aborted'; reason: 'cancelled' | 'removed' | 'returned'; error?: WidgetError | undefined}
  | {type: 'errored'; error: WidgetError}
  /** The token was not valid, and the person had not typed anything yet. */
  | {type: 'dead-token'; error: WidgetError};

/** A widget's page in a frame. */
export interface WidgetFrame {
  readonly url: URL;
  /** The size that the vendor designed it for, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Gets each message of the frame's own window and origin. */
  readonly receive: Receive;
  /** Called instead of `WidgetContext.close` when the person closes the frame. */
  readonly onClose?: () => void;
}

/** What a provider's widget may do and know. Calls have no effect once `signal` has aborted. */
export interface WidgetContext {
  readonly token: WidgetToken;
  /** The connection in the host's own id space. */
  readonly connectionId: string;
  readonly display: Display;
  /** The sandbox's control origin, when the element is told to use it. */
  readonly sandboxOrigin: string | undefined;
  /** Aborted once this attempt has ended. */
  readonly signal: AbortSignal;
  /** The token's address, if it may be opened: on `domain`, the vendor's, or on an origin that the page lists. */
  readonly widgetUrl: (domain: string) => URL | undefined;
  /** Shows a frame, in the dialog or in the page as `display` says, and reports it as shown. */
  readonly openFrame: (frame: WidgetFrame) => void;
  /** Takes the popup to the token's address and resolves with what the backend says became of the repair there. */
  readonly openPopup: (domain: string) => Promise<WidgetOutcome>;
  /** Loads the vendor's script once per page; `find` returns its global if it has the expected shape. */
  readonly loadScript: <T>(url: string, find: () => T | undefined) => Promise<T | undefined>;
  /** Reports a surface that the vendor's script has made. */
  readonly shown: (surface: Surface) => void;
  /** The widget has sent its first valid message, whatever it was. */
  readonly reported: () => void;
  /** The widget has reported that it has loaded. */
  readonly loaded: () => void;
  /** An event of the vendor's own, with allow-listed fields only. */
  readonly event: (name: string, data: Record<string, unknown>) => void;
  /** The widget's last error, should the person leave after it. */
  readonly failed: (error: WidgetError) => void;
  /** The person asked to close. */
  readonly close: () => void;
}
