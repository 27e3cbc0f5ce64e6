import type {Display, ErrorCode, TokenRequest} from '../contract.js';
import type {AdviceKey} from '../health/health.js';
import type {Answer, WidgetOutcome} from '../providers/provider.js';
import type {Surface} from '../surfaces/surface.js';
import type {RepairError} from './errors.js';
import type {RepairDetail, RepairEvents, RepairExit} from './events.js';
import type {ReturnRecord} from './return-record.js';
import type {Settings} from './settings.js';
import type {RepairState} from './states.js';

/** The outcome of a widget in which the person has finished. */
export type Success = Extract<WidgetOutcome, {type: 'successful'}>;

/** An exit that has an event. */
export type AnnouncedExit = Extract<RepairExit, {type: 'successful' | 'aborted' | 'errored'}>;

/** An exit of a running attempt. That of an element that has left the page has no event. */
export type AttemptExit = AnnouncedExit | Extract<RepairExit, {type: 'removed'}>;

/** The result of a repair without an error. It is shown to the person until the next repair. */
export interface RepairResult {
  readonly text: 'confirmed' | 'finished' | 'unknown' | `advice-${AdviceKey}`;
  readonly isGood: boolean;
  readonly canRetry: boolean;
}

/** The error or result that is shown after an exit. */
export interface Outcome {
  readonly error?: RepairError;
  readonly result?: RepairResult | undefined;
}

/** The reason, found inside the click, why an attempt cannot continue. */
export interface Obstacle {
  readonly code: ErrorCode;
  readonly message: string;
}

/** A token answer and its arrival. */
export interface ReceivedToken {
  readonly answer: Answer;
  /** The browser's clock, in milliseconds. */
  readonly receivedAt: number;
}

/** A token requested before the click. */
export interface EarlyToken {
  /** The repair id of its request. */
  readonly repairId: string;
  /** Rejects when the request fails. */
  readonly token: Promise<ReceivedToken>;
  /** Cancels the request. */
  abort(): void;
}

/** A repair that the person has come back to. */
export interface Returned {
  readonly record: ReturnRecord;
  /** The URL that the bank has returned to, if the widget continues with it. */
  readonly url: string | undefined;
}

/** What the shell has done for an attempt inside the click. The engine continues from it. */
export interface Preparation {
  readonly obstacle?: Obstacle | undefined;
  /** With the display `popup`: the popup, opened before the token arrives. The end of the attempt closes it. */
  readonly popup?: Window | undefined;
  /** The token request, unless a token was requested before the click or is not needed. */
  readonly tokenCall?: Promise<unknown> | undefined;
  /** For a repair that resumes, instead of a click. */
  readonly returned?: Returned | undefined;
}

/** A repair in another window or page whose end is not known yet. */
export interface RepairElsewhere {
  /** Whether the end is expected soon. */
  readonly isEnding: boolean;
  /**
   * Called when the person or a report says that the repair is over. The status is requested at once and often. Without a
   * result within `limits.returned` the attempt ends with the reason `returned`.
   */
  expectEnd(): void;
  /** Called when the person continues the repair: takes `expectEnd()` back. */
  continue(): void;
}

/** The facts of an attempt that change while it runs. Only the engine changes them. */
export interface Progress {
  /** The attribute's value, or the backend's once a token answer has named it. */
  provider: string | undefined;
  display: Display;
  /** A success that the backend has not accepted yet. Only the completion is missing. */
  success?: Success | undefined;
  surface?: Surface | undefined;
  /** Set while the end of a repair in another window or page is awaited. */
  elsewhere?: RepairElsewhere | undefined;
  /** Whether a widget has been shown. */
  wasShown: boolean;
  /** Whether the widget's first message is late. */
  isSlow: boolean;
  /** Ends the widget with its success, while it shows its last screen. A close is then no abort. */
  finish?: (() => void) | undefined;
  /** Restores the focus from before the widget, if it has been lost. */
  restoreFocus?: () => void;
  /** Whether the person has acted in the present widget. */
  hasActed: boolean;
  /** The present widget's last error that the person has met and not passed, for the detail of an abort. */
  lastError?: RepairError | undefined;
}

/**
 * One call of `open()`, from the click to the exit. The shell creates and ends it, the engine runs it. Attempts that
 * repeat a completion have the same repair id.
 */
export interface Attempt {
  /** The browser's clock, in milliseconds. */
  readonly startedAt: number;
  readonly settings: Settings;
  /** The body of the token request. */
  readonly request: TokenRequest;
  /** Aborts at the exit. */
  readonly signal: AbortSignal;
  /** Resolves with the exit. */
  readonly exit: Promise<RepairExit>;
  /** The current values of the members of every event's detail. */
  readonly detail: RepairDetail;
  /** A token requested before the click with the same settings. */
  readonly early: EarlyToken | undefined;
  readonly progress: Progress;
  /** Resolves `exit`. */
  readonly resolve: (exit: RepairExit) => void;
  /** Aborts `signal`. */
  readonly abort: () => void;
  /** Dispatches an event with this attempt's detail. Returns false when the page has cancelled it. */
  readonly dispatch: <K extends keyof RepairEvents>(
    name: K,
    facts: Omit<RepairEvents[K], keyof RepairDetail>,
  ) => boolean;
  /** Changes the element's state, unless the attempt has ended. */
  setState(state: RepairState): void;
  /**
   * Ends the attempt with its only exit. Later calls have no effect.
   *
   * @param result the result that is shown to the person
   */
  end(exit: AttemptExit, result?: RepairResult): void;
  /** Ends the attempt with an error. */
  fail(error: RepairError): void;
}
