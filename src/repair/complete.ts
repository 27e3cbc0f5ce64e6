import {english} from '../element/strings.js';
import type {Attempt, End, Success} from './attempt.js';
import {ask, type Answer} from './backend-client.js';
import {RepairError} from './errors.js';
import {canComplete} from './settings.js';

// Of no use before there is something to complete.
english['completion-failed'] = 'You have signed in, but saving it failed.';

/** Hands a success to the host's backend, where it has somewhere to go, and tells what becomes of it. */
export async function complete(attempt: Attempt, success: Success): Promise<End> {
  const {settings, repairId, provider = ''} = attempt;
  const {connectionId, completeRepair, completeUrl} = settings;
  let completion: Answer & Partial<Omit<Success, 'type'>> = {};
  if (canComplete(settings)) {
    const request = {connectionId: connectionId!, repairId, provider, result: success.result};
    // On a signal that nobody aborts: what has been begun is sent, even if the element goes meanwhile.
    const sent = ask(settings, completeRepair, completeUrl, request, new AbortController().signal);
    completion = await sent.catch(({code, retryAfter}: RepairError) => {
      throw new RepairError('completion-failed', `The completion failed: ${code}`, retryAfter, {code});
    });
  }
  attempt.success = undefined;
  if (completion.outcome === 'aborted') return {type: 'aborted', reason: 'cancelled'};
  return {
    type: 'successful',
    resultingConnectionId: (completion.connectionId as string) || connectionId,
    institution: completion.institution ?? success.institution,
    accounts: completion.accounts ?? success.accounts,
    alreadyHealthy: false,
  };
}
