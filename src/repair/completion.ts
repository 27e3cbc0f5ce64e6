import type {ErrorCode, ReportedAccount, ReportedInstitution} from '../contract.js';
import type {Attempt, Success} from './attempt.js';
import {requestBackend, type BackendShell} from './backend-client.js';
import {RepairError, toRepairError} from './errors.js';
import type {RepairDetail, SuccessDetail} from './events.js';
import {withTexts} from './text-members.js';

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
  const institution = institutionOf(answer.institution) ?? institutionOf(success.institution);
  const accounts = accountsOf(answer.accounts) ?? accountsOf(success.accounts);
  succeed(attempt, {
    resultingConnectionId: (answer.connectionId as string | null | undefined) || request.connectionId,
    ...(institution && {institution}),
    ...(accounts && {accounts}),
    alreadyHealthy: false,
  });
}

/** Returns an institution with the members that its backend has sent, and texts in those of the contract. */
const institutionOf = (value: unknown): ReportedInstitution | undefined =>
  typeof value === 'object' && value ? withTexts(value, ['id', 'name']) : undefined;

/** The same for accounts. */
const accountsOf = (values: unknown): ReportedAccount[] | undefined =>
  Array.isArray(values)
    ? values.map(value => withTexts(Object(value) as ReportedAccount, ['id', 'name', 'mask', 'type', 'subtype']))
    : undefined;

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
