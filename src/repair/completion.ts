import type {ErrorCode, ReportedAccount, ReportedInstitution} from '../contract.js';
import type {Attempt, Success} from './attempt.js';
import {requestBackend, type BackendShell} from './backend-client.js';
import {RepairError, toRepairError} from './errors.js';
import type {RepairDetail, SuccessDetail} from './events.js';

/** The codes of failures that a repeated completion cannot resolve. The next attempt starts at the bank. */
const FINAL_FAILURES: ReadonlySet<ErrorCode> = new Set(['connection-not-found', 'not-repairable']);

/**
 * Sends a success to the host's backend, if the settings allow it, and ends the attempt. After a failure that may pass
 * the attempt keeps its success, so that the completion can be repeated.
 *
 * @throws RepairError `completion-failed`
 */
export async function complete(shell: BackendShell, attempt: Attempt, success: Success): Promise<void> {
  const {settings, request} = attempt;
  const answer = settings.canComplete ? await sendResult(shell, attempt, success) : {};
  attempt.progress.success = undefined;
  if (answer.outcome === 'aborted') {
    attempt.end({type: 'aborted', detail: {...attempt.detail, reason: 'cancelled'}});
    return;
  }
  const {connectionId} = answer;
  const isId = typeof connectionId === 'string' || typeof connectionId === 'number';
  // The page receives its own backend's members unchanged, so their shapes are not checked.
  const institution = (answer.institution as ReportedInstitution | undefined) ?? success.institution;
  const accounts = (answer.accounts as ReportedAccount[] | undefined) ?? success.accounts;
  succeed(attempt, {
    resultingConnectionId: isId && connectionId !== '' ? String(connectionId) : request.connectionId,
    ...(institution && {institution}),
    ...(accounts && {accounts}),
    alreadyHealthy: false,
  });
}

/** Ends an attempt with a success. It is verified if the settings allow reading the status. */
export function succeed(attempt: Attempt, facts: Omit<SuccessDetail, 'verifying' | keyof RepairDetail>): void {
  const verifying = !facts.alreadyHealthy && attempt.settings.canVerify;
  attempt.end(
    {type: 'successful', detail: {...attempt.detail, ...facts, verifying}},
    verifying ? undefined : {text: facts.alreadyHealthy ? 'confirmed' : 'finished', isGood: true, canRetry: false},
  );
}

async function sendResult(shell: BackendShell, {settings, request, progress}: Attempt, {result}: Success) {
  const {connectionId, repairId} = request;
  const data = {connectionId, repairId, provider: progress.provider ?? '', result};
  // This signal never aborts: a completion is sent even if the element is removed meanwhile.
  const {signal} = new AbortController();
  return requestBackend(shell, {kind: 'completion', data}, {settings, signal}).catch((error: unknown) => {
    const {code, retryAfter} = toRepairError(error, 'backend-unavailable', 'No answer');
    const failure = new RepairError('completion-failed', `The completion failed: ${code}`, retryAfter, {code});
    if (!FINAL_FAILURES.has(code)) throw failure;
    progress.success = undefined;
    throw Object.assign(failure, {retryable: false});
  });
}
