import type {Account, Display, ErrorCode, Institution, VendorError} from '../contract.js';
import type {AdviceKey} from '../health/health.js';
import type {RepairState} from './states.js';

/** In the detail of every event. */
export interface RepairDetail {
  /** The connection, in the host's own id space. */
  connectionId: string;
  /** The provider: the backend's word for it once it is known, before that the attribute's. */
  provider: string;
  /** Random per repair; the same as the backend was sent. */
  repairId: string;
}

/** An error as it is told to the page: plain data, without any token. */
export interface ErrorDetail {
  /** One of a closed list, part of the contract. */
  code: ErrorCode;
  /** For developers, in English; it may change. */
  message: string;
  /** Whether trying again, without anybody changing anything, may help. */
  retryable: boolean;
  /** Seconds until another try makes sense. */
  retryAfter?: number;
  /** The vendor's own code, type and request id, for its support. */
  vendor?: VendorError;
}

/**
 * Why the person is no longer at the bank: `closed` by our close button, Escape or `close()`; `cancelled` in the widget;
 * `returned` without a result; `removed` the connection in the widget; `moved` the element within the page; `superseded`
 * by another connection or provider.
 */
export type AbortReason = 'closed' | 'cancelled' | 'returned' | 'removed' | 'moved' | 'superseded';

export interface SuccessDetail extends RepairDetail {
  /** The connection's id from now on: aggregators may change it with a repair. */
  resultingConnectionId: string | undefined;
  /** The bank, as the backend or else the widget named it. */
  institution?: Institution;
  /** The accounts that the connection gives access to, likewise. */
  accounts?: Account[];
  /** The backend says that there was nothing to do. */
  alreadyHealthy: boolean;
  /** Whether `repair-confirmed` or `repair-unconfirmed` will follow. */
  verifying: boolean;
}

export interface AbortDetail extends RepairDetail {
  reason: AbortReason;
  /** The widget's last error, if there was one. */
  error?: ErrorDetail;
}

export interface FailureDetail extends RepairDetail {
  /** Why it could not go on. */
  error: ErrorDetail;
}

export interface StatusDetail extends RepairDetail {
  /** In the aggregator's own words. */
  status: string | undefined;
  /** The reason that goes with it, in the aggregator's own words. */
  statusReason: string | undefined;
  /** The key of a sentence for the person; undefined when there was no usable answer. */
  advice: AdviceKey | undefined;
}

export interface UnconfirmedDetail extends StatusDetail {
  /**
   * `still-broken`: the last answer says so; `unknown`: by the limit no answer told, or the aggregator was still at it.
   */
  reason: 'still-broken' | 'unknown';
}

/** Every event by its name, with its detail. All bubble and are composed; only `repair-requested` can be cancelled. */
export interface RepairEvents {
  'repair-requested': RepairDetail & {display: Display};
  'repair-state-changed': RepairDetail & {oldState: RepairState; newState: RepairState};
  'widget-opened': RepairDetail & {display: Display};
  'widget-loaded': RepairDetail & {display: Display};
  'widget-event': RepairDetail & {name: string; data: Record<string, unknown>};
  'exited-successful': SuccessDetail;
  'exited-aborted': AbortDetail;
  'exited-errored': FailureDetail;
  'repair-confirmed': StatusDetail;
  'repair-unconfirmed': UnconfirmedDetail;
  'connection-removed': RepairDetail;
}

/** What `open()` resolves with: the exit there was, or why there is none. */
export type RepairExit =
  | {type: 'successful'; detail: SuccessDetail}
  | {type: 'aborted'; detail: AbortDetail}
  | {type: 'errored'; detail: FailureDetail}
  /** `repair-requested` was prevented. */
  | {type: 'cancelled'; detail: RepairDetail}
  /** The element is gone. */
  | {type: 'removed'; detail: RepairDetail};
