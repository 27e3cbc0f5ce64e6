export {createRepairBackend} from './create-repair-backend.js';
export {plaid} from '../providers/plaid/backend.js';
export {meld} from '../providers/meld/backend.js';
export {mx} from '../providers/mx/backend.js';
export {RepairProblem} from './problem.js';

export type {Environment} from './base-url.js';
export type {LogFields, Logger, RequestLog} from './logger.js';
export type {CompletedRepair, RepairBackend, RepairBackendOptions} from './options.js';
export type {ProblemCode, ProblemOptions} from './problem.js';
export type {
  ConnectionOf,
  Provider,
  ProviderCompletion,
  ProviderConnection,
  ProviderContext,
  ProviderStatus,
  RepairToken,
} from './provider.js';
export type {Setting} from './setting.js';
export type {PlaidConnection, PlaidOptions} from '../providers/plaid/backend.js';
export type {MeldConnection, MeldOptions} from '../providers/meld/backend.js';
export type {
  MxApiVersion,
  MxConnection,
  MxOptions,
  MxRenewalQuestion,
  MxWebhookCredentials,
} from '../providers/mx/backend.js';
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
} from '../contract.js';
