import type {Account, Institution} from '../contract.js';
import type {Attempt, Success} from './attempt.js';
import {ask, type BackendShell} from './backend-client.js';
import {RepairError, toRepairError} from './errors.js';
import type {RepairDetail, SuccessDetail} from './events.js';

/**
 * Sends a success to the host's backend, where there is a way to, and ends the attempt.
 *
 * @throws RepairError `completion-failed`; after a failure that may pass, the attempt keeps its success
 */
export async function complete(shell: BackendShell, attempt: Attempt, success: Success): Promise<void> {
  const {settings, request} = attempt;
  const answer = settings.canComplete ? await sendResult(shell, attempt, success) : {};
  attempt.success = undefined;
  if (answer.outcome === 'aborted') {
    attempt.end({type: 'aborted', detail: {...attempt.detail, reason: 'cancelled'}});
    return;
  }
  const {connectionId} = answer;
  const isId = typeof connectionId === 'string' || typeof connectionId === 'number';
  // Claims of the backend, passed on as they are.
  const institution = (answer.institution as Institution | undefined) ?? success.institution;
  const accounts = (answer.accounts as Account[] | undefined) ?? success.accounts;
  succeed(attempt, {
    resultingConnectionId: isId && connectionId !== '' ? String(connectionId) : request.connectionId,
    ...(institution && {institution}),
    ...(accounts && {accounts}),
    alreadyHealthy: false,
  });
}

/** Ends an attempt with a success, which is verified where there is a way to read the status. */
export function succeed(attempt: Attempt, facts: Omit<SuccessDetail, 'verifying' | keyof RepairDetail>): void {
  const verifying = !facts.alreadyHealthy && attempt.settings.canVerify;
  attempt.end(
    {type: 'successful', detail: {...attempt.detail, ...facts, verifying}},
    verifying ? undefined : {text: facts.alreadyHealthy ? 'confirmed' : 'finished', isGood: true, canRetry: false},
  );
}

async function sendResult(shell: BackendShell, {settings, request, provider = ''}: Attempt, {result}: Success) {
  const {connectionId, repairId} = request;
  const body = {connectionId, repairId, provider, result};
  // A signal that never aborts: a completion that has begun is sent even if the element goes away meanwhile.
  const {signal} = new AbortController();
  return ask(shell, {kind: 'completion', request: body}, {settings, signal}).catch((error: unknown) => {
    const {code, retryAfter} = toRepairError(error, 'backend-unavailable', 'No answer');
    throw new RepairError('completion-failed', `The completion failed: ${code}`, retryAfter, {code});
  });
}
