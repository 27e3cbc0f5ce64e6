import type {Account, Display, ErrorCode, Institution, VendorError} from '../contract.js';
import type {HealthTable} from '../health/health.js';
import type {Settings} from '../repair/settings.js';

/** A line of the browser's registry: what must be known of a provider before its code is there. */
export interface ProviderEntry {
  /** Where its widget can be shown, best first. */
  readonly displays: readonly Display[];
  /** Origins worth connecting to before the click. */
  readonly origins: readonly string[];
  /** Whether a token may be fetched before the click: it is not spent by waiting, and issuing it costs nothing. */
  readonly prefetch: boolean;
  /** `retry` is '' at first and a query after a failure, because some browsers remember a failed module by its URL. */
  readonly load: (retry: string) => Promise<{widget: WidgetProvider}>;
  /** Its status vocabulary; needed only once there is a status to judge. */
  readonly loadHealth: (retry: string) => Promise<{health: HealthTable}>;
}

/** The code of a provider's widget. */
export interface WidgetProvider {
  /**
   * Turns a vendor's own answer that has the words of the contract elsewhere (a GraphQL payload, say) into one that has
   * them at the top. Called for an answer without a `status`.
   *
   * @throws an object with one of our codes as `code`, for an answer that is a failure
   */
  normalise?(answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /**
   * Reads a backend's answer, ours or the vendor's own passed through untouched. A string names the member that is
   * missing.
   */
  read(answer: Readonly<Record<string, unknown>>): WidgetToken | string;
  /** Brings the widget up; settles when it has ended, for whatever reason. Everything it made goes with the surface. */
  open(context: WidgetContext): Promise<WidgetOutcome>;
}

/** What opens a widget. Secret, apart from `life`. */
export interface WidgetToken {
  /** Seconds that it is good for, unless the answer says otherwise. */
  life: number;
  /** A link token, or whatever the vendor's script is opened with. */
  token?: string;
  /** The address of a widget that lives in a frame, or in a window of its own. */
  url?: string;
  /** Which of the host's connectors the vendor's script opens, where it has several. */
  connectorId?: string;
  /** The connection in the aggregator's own id space, where the vendor's script wants it. */
  connectionId?: string;
}

/** The vendor's error as far as it may be told to the page. */
export interface WidgetError {
  code: ErrorCode;
  message: string;
  vendor?: VendorError | undefined;
}

/** How a widget ended. */
export type WidgetOutcome =
  /** The person finished. `result` is the whole result, for the host's backend alone; the rest is told to the page. */
  | {type: 'successful'; result: unknown; institution?: Institution | undefined; accounts?: Account[] | undefined}
  | {type: 'aborted'; reason: 'cancelled' | 'removed' | 'returned'; error?: WidgetError | undefined}
  | {type: 'errored'; error: WidgetError}
  /** The token was no good, and the person has not typed anything yet. */
  | {type: 'dead-token'; error: WidgetError};

/** A place where a widget is shown. */
export interface Surface {
  /** Whether it outlives a move of the element within the page, because it is not inside the element. */
  readonly movable: boolean;
  /** Brings it to the front. */
  focus(): void;
  /** Takes it away, with everything that belongs to it. Called once. */
  destroy(): void;
  /** Says, next to the widget, that it is slow, or no longer. Needed of a surface that covers what the element says. */
  setSlow?(slow: boolean | undefined): void;
}

/** What a provider's widget may do, and all it may know. Nothing is heard of it once `signal` has aborted. */
export interface WidgetContext {
  readonly token: WidgetToken;
  /** Random per repair. */
  readonly repairId: string;
  readonly settings: Settings;
  readonly display: Display;
  /** The window that was opened in the click, for the display `popup`. Whoever opened it closes it. */
  readonly window?: Window | null | undefined;
  /** The token's address, when it may be opened: on `domain`, the vendor's, or where the page itself has allowed it. */
  readonly widgetUrl: (domain: string) => URL | undefined;
  /** Where a frame goes. */
  readonly root: ShadowRoot;
  /** A text of the element's, in the person's language. */
  readonly text: (key: 'reconnect' | 'close' | 'slow' | 'tryAgain' | 'opening') => string;
  /** The sandbox's control origin, when the element is told to use it. */
  readonly sandboxOrigin: string | undefined;
  /** Aborted once this attempt has ended. */
  readonly signal: AbortSignal;
  /** The surface is there and shown. */
  readonly shown: (surface: Surface) => void;
  /** The widget said something, whatever it was. */
  readonly reported: () => void;
  /** The widget said that it has loaded. */
  readonly loaded: () => void;
  /** An event of the vendor's own, with allow-listed fields only. */
  readonly event: (name: string, data: Record<string, unknown>) => void;
  /** The widget's last error, should the person leave after it. */
  readonly failed: (error: WidgetError) => void;
  /** The person asked to close. */
  readonly close: () => void;
  /** The person asked to start again. */
  readonly restart: () => void;
}
