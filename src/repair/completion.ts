import type {Account, Institution} from '../contract.js';
import type {Attempt, End, Success} from './attempt.js';
import {ask} from './backend-client.js';
import {RepairError, toRepairError} from './errors.js';
import type {RepairShell} from './shell.js';

/**
 * Sends a success to the host's backend, where there is a way to, and resolves with the attempt's end.
 *
 * @throws RepairError `completion-failed`; after a failure that may pass, the attempt keeps its success
 */
export async function complete(
  shell: Pick<RepairShell, 'callBackend'>,
  attempt: Attempt,
  success: Success,
): Promise<End> {
  const {settings, request} = attempt;
  const answer = settings.canComplete ? await sendResult(shell, attempt, success) : {};
  attempt.success = undefined;
  if (answer.outcome === 'aborted') return {type: 'aborted', reason: 'cancelled'};
  const {connectionId} = answer;
  const isId = typeof connectionId === 'string' || typeof connectionId === 'number';
  // Claims of the backend, passed on as they are.
  const institution = (answer.institution as Institution | undefined) ?? success.institution;
  const accounts = (answer.accounts as Account[] | undefined) ?? success.accounts;
  return {
    type: 'successful',
    resultingConnectionId: isId && connectionId !== '' ? String(connectionId) : request.connectionId,
    ...(institution && {institution}),
    ...(accounts && {accounts}),
    alreadyHealthy: false,
  };
}

async function sendResult(
  shell: Pick<RepairShell, 'callBackend'>,
  {settings, request, provider = ''}: Attempt,
  {result}: Success,
) {
  const {connectionId, repairId} = request;
  const body = {connectionId, repairId, provider, result};
  // A signal that never aborts: a completion that has begun is sent even if the element goes away meanwhile.
  const {signal} = new AbortController();
  return ask(shell, {kind: 'completion', request: body}, {settings, signal}).catch((error: unknown) => {
    const {code, retryAfter} = toRepairError(error, 'backend-unavailable', 'No answer');
    throw new RepairError('completion-failed', `The completion failed: ${code}`, retryAfter, {code});
  });
}
