import {BankReconnectElement} from './element/bank-reconnect-element.js';

export type {
  Account,
  Completion,
  CompletionRequest,
  ConnectionStatus,
  Display,
  ErrorCode,
  Institution,
  StatusRequest,
  TokenRequest,
  TokenStatus,
  VendorError,
} from './contract.js';
export type {RepairEventMap} from './element/events.js';
export type {Strings} from './element/strings.js';
export type {AdviceKey, ConnectionHealth, Health} from './health/health.js';
export type {RepairError} from './repair/errors.js';
export type {
  AbortDetail,
  AbortReason,
  ErrorDetail,
  FailureDetail,
  RepairDetail,
  RepairEvents,
  RepairExit,
  StatusDetail,
  SuccessDetail,
  UnconfirmedDetail,
} from './repair/events.js';
export {describeConnection, type DescribedConnection} from './repair/describe-connection.js';
export type {CallOptions, CompleteRepair, FetchStatus, FetchToken, Headers} from './repair/settings.js';
export type {RepairState} from './repair/states.js';
export {BankReconnectElement};

// A second copy of the script finds the tag taken and leaves it alone; on a server there may be no registry at all.
if (globalThis.customElements && !customElements.get('bank-reconnect')) {
  customElements.define('bank-reconnect', BankReconnectElement);
}
