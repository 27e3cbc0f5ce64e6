import type {Display, ErrorCode, ReportedAccount, ReportedInstitution, VendorError} from '../contract.js';
import type {AdviceKey} from '../health/health.js';
import type {RepairState} from './states.js';

/** The members of every event's detail. */
export interface RepairDetail {
  /** The connection, in the host's own id space. */
  connectionId: string;
  /** The provider: the backend's value once it is known, before that the attribute's. */
  provider: string;
  /** Random per repair; the same value as in the requests to the backend. */
  repairId: string;
}

/** An error in an event's detail: plain data without tokens. */
export interface ErrorDetail {
  /** One of a closed list that is part of the contract. */
  code: ErrorCode;
  /** A message for developers, in English. It may change. */
  message: string;
  /** Whether another try may succeed without any other change. */
  retryable: boolean;
  /** Seconds to wait before the next try. */
  retryAfter?: number;
  /** The vendor's code, type and request id, for the vendor's support. */
  vendor?: VendorError;
}

/**
 * `closed`: by the element's close button, Escape or `close()`; `cancelled`: by the person inside the widget;
 * `returned`: the widget or popup is gone and has sent no result; `removed`: the person deleted the connection inside
 * the widget; `moved`: the page moved the element; `superseded`: the element has another connection or provider.
 */
export type AbortReason = 'closed' | 'cancelled' | 'returned' | 'removed' | 'moved' | 'superseded';

export interface SuccessDetail extends RepairDetail {
  /** The connection's id after the repair. Aggregators may change it. */
  resultingConnectionId: string | undefined;
  /** The bank, as returned by the backend or else by the widget. */
  institution?: ReportedInstitution;
  /** The accounts of the connection, as returned by the backend or else by the widget. */
  accounts?: ReportedAccount[];
  /** Whether the backend has returned `CONTINUE`: no repair was needed. */
  alreadyHealthy: boolean;
  /** Whether `repair-confirmed` or `repair-unconfirmed` will follow. */
  verifying: boolean;
}

export interface AbortDetail extends RepairDetail {
  reason: AbortReason;
  /** The widget's last error, if any. */
  error?: ErrorDetail;
}

export interface FailureDetail extends RepairDetail {
  /** The reason for the failure. */
  error: ErrorDetail;
}

export interface StatusDetail extends RepairDetail {
  /** The connection's status, with the aggregator's value. */
  status: string | undefined;
  /** The reason of the status, with the aggregator's value. */
  statusReason: string | undefined;
  /** The key of the advice for the person; undefined without a usable answer. */
  advice: AdviceKey | undefined;
}

export interface UnconfirmedDetail extends StatusDetail {
  /**
   * `still-broken`: the last answer shows a broken connection; `unknown`: within the time limit there was no usable
   * answer, or the status was inconclusive.
   */
  reason: 'still-broken' | 'unknown';
}

export interface DisplayDetail extends RepairDetail {
  /** The place of the widget. */
  display: Display;
}

export interface StateDetail extends RepairDetail {
  /** The state before the change. */
  oldState: RepairState;
  /** The state after the change. */
  newState: RepairState;
}

export interface WidgetEventDetail extends RepairDetail {
  /** The vendor's name of the event. */
  name: string;
  /** The allow-listed fields of the vendor's event. */
  data: Record<string, unknown>;
}

/** The details of the events by name. All events bubble and are composed. Only `repair-requested` is cancelable. */
export interface RepairEvents {
  'repair-requested': DisplayDetail;
  'repair-state-changed': StateDetail;
  'widget-opened': DisplayDetail;
  'widget-loaded': DisplayDetail;
  'widget-event': WidgetEventDetail;
  'exited-successful': SuccessDetail;
  'exited-aborted': AbortDetail;
  'exited-errored': FailureDetail;
  'repair-confirmed': StatusDetail;
  'repair-unconfirmed': UnconfirmedDetail;
  'connection-removed': RepairDetail;
}

/** The result of `open()`: the exit, or the reason why there is none. */
export type RepairExit =
  | {type: 'successful'; detail: SuccessDetail}
  | {type: 'aborted'; detail: AbortDetail}
  | {type: 'errored'; detail: FailureDetail}
  /** The page has cancelled `repair-requested`. */
  | {type: 'cancelled'; detail: RepairDetail}
  /** The element has been removed from the page. */
  | {type: 'removed'; detail: RepairDetail};
