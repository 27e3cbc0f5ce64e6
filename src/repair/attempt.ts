import type {Account, Display, Institution} from '../contract.js';
import type {Surface, WidgetContext, WidgetError, WidgetOutcome, WidgetToken} from '../providers/provider.js';
import type {Answer} from './backend-client.js';
import type {RepairError} from './errors.js';
import type {AbortReason, RepairDetail, RepairEvents, RepairExit} from './events.js';
import type {RepairState} from './states.js';

export type Success = Extract<WidgetOutcome, {type: 'successful'}>;

/** How an attempt ends; what is not `type` goes into the exit's detail. */
export type End =
  | {
      type: 'successful';
      resultingConnectionId: string | undefined;
      institution?: Institution | undefined;
      accounts?: Account[] | undefined;
      alreadyHealthy: boolean;
    }
  | {type: 'aborted'; reason: AbortReason; error?: RepairError | undefined}
  | {type: 'errored'; error: RepairError}
  | {type: 'removed'};

/** One way from the click to the exit. Its widget sees no more of it than is in `WidgetContext`. */
export interface Attempt extends Omit<WidgetContext, 'token' | 'display' | 'widgetUrl' | 'window'> {
  /** In the browser's clock, milliseconds. */
  readonly startedAt: number;
  /** The backend's word for the provider once there is one, before that the attribute's. */
  provider: string | undefined;
  display: Display;
  token?: WidgetToken;
  widgetUrl?: WidgetContext['widgetUrl'];
  /** For the display `popup`: opened in the click, before there is a token. */
  window?: Window | null;
  /** A token answer that was fetched before the click. */
  prefetched?: Promise<Answer> | undefined;
  /** When that came, and when it is too old to open anything with, in the clock's milliseconds. */
  receivedAt?: number | undefined;
  deadline?: number;
  /** A success that the backend has not taken yet: only the completion is to be repeated. */
  success?: Success | undefined;
  surface?: Surface | undefined;
  /** Whether the person has seen a widget. */
  wasShown?: boolean;
  isLoaded?: boolean | undefined;
  /** Whether the widget has kept the person waiting for too long. */
  isSlow?: boolean;
  lastError?: WidgetError | undefined;
  readonly exit: Promise<RepairExit>;
  readonly resolve: (exit: RepairExit) => void;
  /** Makes `signal` abort. */
  readonly end: () => void;
  readonly restoreFocus: () => void;
  /** Asks for a change of state. */
  readonly go: (state: RepairState) => void;
  /** Dispatches an event of this attempt, unless it has ended. */
  readonly tell: Attempt['dispatch'];
  /** Dispatches an event of this attempt; false when it was prevented. */
  readonly dispatch: <K extends keyof RepairEvents>(
    name: K,
    facts: Omit<RepairEvents[K], keyof RepairDetail>,
  ) => boolean;
}
