import type {Display, ErrorCode, TokenRequest} from '../contract.js';
import type {AdviceKey} from '../health/health.js';
import type {Answer, WidgetOutcome} from '../providers/provider.js';
import type {Surface} from '../surfaces/surface.js';
import type {RepairError} from './errors.js';
import type {RepairDetail, RepairEvents, RepairExit} from './events.js';
import type {Settings} from './settings.js';
import type {RepairState} from './states.js';

export type Success = Extract<WidgetOutcome, {type: 'successful'}>;

/** An exit that has an event. */
export type AnnouncedExit = Extract<RepairExit, {type: 'successful' | 'aborted' | 'errored'}>;

/** The exit of an element that has left the page. */
export type RemovedExit = Extract<RepairExit, {type: 'removed'}>;

/** What a repair came to, beside an error: told to the person until the next one. */
export interface RepairResult {
  readonly text: 'confirmed' | 'finished' | 'unknown' | `advice-${AdviceKey}`;
  readonly isGood: boolean;
  readonly canRetry: boolean;
}

/** Why an attempt cannot go on, as found inside the click. */
export interface Obstacle {
  readonly code: ErrorCode;
  readonly message: string;
}

/** A token answer, and when it arrived in the browser's clock, milliseconds. */
export interface ReceivedToken {
  readonly answer: Answer;
  readonly receivedAt: number;
}

/** A repair token that was requested before the click. */
export interface EarlyToken {
  readonly request: TokenRequest;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** The call to the backend, whose answer is not read yet. */
  readonly call: Promise<unknown>;
  /** The token, once the engine reads the answer. */
  token?: Promise<ReceivedToken>;
  /** Until when a click may use it, in the browser's clock, milliseconds. */
  usableUntil?: number;
  abort(): void;
}

/** One repair, from the click to the exit. The shell creates it and ends it, the engine runs it. */
export interface Attempt {
  readonly repairId: string;
  /** In the browser's clock, milliseconds. */
  readonly startedAt: number;
  readonly settings: Settings;
  /** The body of the token request. */
  readonly request: TokenRequest;
  /** Aborts at the exit. */
  readonly signal: AbortSignal;
  readonly exit: Promise<RepairExit>;
  /** The members that every event's detail has, as they are now. */
  readonly detail: RepairDetail;
  /** The attribute's word, later the backend's. */
  provider: string | undefined;
  display: Display;
  /** A token that was requested before the click, for the same settings. */
  readonly early: EarlyToken | undefined;
  obstacle?: Obstacle | undefined;
  /** With the display `popup`: opened inside the click, before there is a token. */
  popup?: Window | undefined;
  /** The token request that the click has started. */
  tokenCall?: Promise<unknown>;
  /** A success that the backend has not accepted yet: only the completion is left to do. */
  success?: Success | undefined;
  surface?: Surface | undefined;
  /** Whether the person has seen a widget. */
  wasShown: boolean;
  /** Whether the widget has not reported in for too long. */
  isSlow: boolean;
  /** Puts the focus back where it was before the widget, if it has been lost. */
  restoreFocus?: () => void;
  /** The widget's last error, should the person leave after it. */
  lastError?: RepairError | undefined;
  /** Settles `exit`. */
  readonly resolve: (exit: RepairExit) => void;
  /** Makes `signal` abort. */
  readonly abort: () => void;
  /** Dispatches an event with this attempt's detail; false when it was prevented. */
  readonly dispatch: <K extends keyof RepairEvents>(
    name: K,
    facts: Omit<RepairEvents[K], keyof RepairDetail>,
  ) => boolean;
  /** Changes the element's state, unless the attempt has ended. */
  setState(state: RepairState): void;
  /** Dispatches the exit's event. */
  readonly announce: (exit: AnnouncedExit) => void;
  /**
   * Ends the attempt with its only exit. Later calls have no effect.
   *
   * @param result what the person is told
   */
  end(exit: AnnouncedExit | RemovedExit, result?: RepairResult): void;
  /** Ends the attempt with an error. */
  fail(error: RepairError): void;
}
