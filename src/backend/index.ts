export {createRepairBackend} from './create-repair-backend.js';
export {plaid} from '../providers/plaid/backend.js';
export {meld} from '../providers/meld/backend.js';
export {mx} from '../providers/mx/backend.js';
export {quiltt} from '../providers/quiltt/backend.js';
export {describeConnection} from './describe-connection.js';
export {RepairProblem} from './problem.js';

export type {Environment} from './base-url.js';
export type {LogFields, Logger, RequestLog} from './logger.js';
export type {CompletedRepair, ProviderEvent, RepairBackend, RepairBackendOptions} from './options.js';
export type {ProblemCode, ProblemOptions} from './problem.js';
export type {
  ConnectionOf,
  KnownState,
  Provider,
  ProviderCompletion,
  ProviderConnection,
  ProviderContext,
  ProviderMemory,
  ProviderStatus,
  RepairOutcome,
  RepairToken,
} from './provider.js';
export type {StatusChange} from './status/changes.js';
export type {ObservationSource, ReportedStatus} from './store/connection-store.js';
export type {KeyValueItem, KeyValueStorage} from './store/storage.js';
export type {BasicCredentials} from './webhooks/verify.js';
export type {ProviderWebhooks, WebhookChange, WebhookEvent, WebhookRequest} from './webhooks/webhook.js';
export type {AdviceKey, ConnectionHealth, Health, HealthRow, HealthTable} from '../health/health.js';
export type {Setting} from './setting.js';
export type {PlaidConnection, PlaidCredentials, PlaidOptions} from '../providers/plaid/backend.js';
export type {MeldConnection, MeldOptions, MeldWebhookOptions} from '../providers/meld/backend.js';
export type {MxApiVersion, MxConnection, MxOptions, MxRenewalQuestion} from '../providers/mx/backend.js';
export type {
  ConnectionFeature,
  ConnectorMxInitializeInput,
  ConnectorMxSettings,
  ConnectorPlaidInitializeInput,
  ConnectorPlaidSettings,
  QuilttBaseUrls,
  QuilttConnection,
  QuilttConnectorSettings,
  QuilttOptions,
  QuilttWebhookOptions,
} from '../providers/quiltt/backend.js';
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
} from '../contract.js';
