import {BankReconnectElement} from './element/bank-reconnect-element.js';
import {registerProvider} from './providers/find-provider.js';
import './register-providers.js';

export type {
  Completion,
  CompletionRequest,
  ConnectionStatus,
  Display,
  ErrorCode,
  ReportedAccount,
  ReportedInstitution,
  StatusRequest,
  TokenRequest,
  TokenStatus,
  VendorError,
} from './contract.js';
export type {RepairEventMap} from './element/events.js';
export type {Strings} from './element/texts.js';
export type {AdviceKey, ConnectionHealth, Health, HealthRow, HealthTable} from './health/health.js';
export type {
  Answer as BackendAnswer,
  MissingMember,
  ProviderEntry,
  WidgetContext,
  WidgetError,
  WidgetFrame,
  WidgetOutcome,
  WidgetProvider,
  WidgetToken,
} from './providers/provider.js';
export type {RepairError} from './repair/errors.js';
export type {
  AbortDetail,
  AbortReason,
  DisplayDetail,
  ErrorDetail,
  FailureDetail,
  RepairDetail,
  RepairEvents,
  RepairExit,
  StateDetail,
  StatusDetail,
  SuccessDetail,
  UnconfirmedDetail,
  WidgetEventDetail,
} from './repair/events.js';
export {describeConnection} from './element/describe-connection.js';
export type {DescribedConnection} from './repair/judge.js';
export type {BackendHeaders, CallOptions, CompleteRepair, FetchStatus, FetchToken} from './repair/settings.js';
export type {RepairState} from './repair/states.js';
export type {Surface as WidgetSurface} from './surfaces/surface.js';
export {BankReconnectElement, registerProvider};

// If another copy has defined the tag, this copy does not. Node has no `customElements`.
if (globalThis.customElements && !customElements.get('bank-reconnect')) {
  customElements.define('bank-reconnect', BankReconnectElement);
}
