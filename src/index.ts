import {warn} from './element/attribute-values.js';
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

// Node has no `customElements`.
if (globalThis.customElements) defineOnce();

/** Defines the tag, unless another copy has defined it. A page may load a script twice, or two versions. */
function defineOnce(): void {
  const {version} = BankReconnectElement;
  const defined = customElements.get('bank-reconnect') as {version?: string} | undefined;
  if (!defined) {
    customElements.define('bank-reconnect', BankReconnectElement);
  } else if (defined.version !== version) {
    warn(`version ${defined.version ?? 'unknown'} is in use, so the copy of version ${version} is not`);
  }
}
