import {drawLoading} from '../surfaces/popup.js';
import type {Attempt, End} from './attempt.js';
import {complete} from './completion.js';
import {RepairError, toRepairError} from './errors.js';
import type {RepairShell} from './shell.js';
import {getToken, requestToken} from './token.js';
import {fromWidget, runWidget} from './widget.js';

/** Runs an attempt from the click on: token, widget, completion. Never rejects. */
export const runAttempt = (shell: RepairShell, attempt: Attempt): Promise<End> =>
  run(shell, attempt).catch((error: unknown) => ({
    type: 'errored',
    error: toRepairError(error, 'widget-error', 'The repair failed'),
  }));

async function run(shell: RepairShell, attempt: Attempt): Promise<End> {
  const {signal, settings, obstacle, popup} = attempt;
  signal.throwIfAborted();
  if (obstacle) throw new RepairError(obstacle.code, obstacle.message);
  if (popup) drawLoading(popup, shell.text('opening'), settings.locale);
  if (!attempt.success) {
    const end = await signInAtBank(shell, attempt);
    if (end) return end;
  }
  // A repeated completion is in this state already, and the change is ignored.
  attempt.setState('open');
  attempt.setState('completing');
  signal.throwIfAborted();
  return complete(shell, attempt, attempt.success!);
}

/** Gets a token and runs the widget; undefined after a success, which the attempt then has. */
async function signInAtBank(shell: RepairShell, attempt: Attempt): Promise<End | undefined> {
  let received = await getToken(shell, attempt);
  for (let isSecondTry = false; ; isSecondTry = true) {
    attempt.signal.throwIfAborted();
    const {answer} = received;
    if (answer.provider && typeof answer.provider === 'string') attempt.provider = answer.provider;
    if (answer.status === 'CONTINUE') {
      return {type: 'successful', resultingConnectionId: attempt.request.connectionId, alreadyHealthy: true};
    }
    if (answer.status === 'ABORT') throw new RepairError('not-repairable', 'ABORT');
    const outcome = await runWidget(shell, attempt, received);
    attempt.signal.throwIfAborted();
    switch (outcome.type) {
      case 'successful': {
        // The host closes a session with the token that opened it.
        const {connectorToken} = answer;
        const result = connectorToken ? {...(Object(outcome.result) as object), connectorToken} : outcome.result;
        attempt.success = {...outcome, result};
        return undefined;
      }
      case 'aborted': {
        const error = outcome.error ? fromWidget(outcome.error) : attempt.lastError;
        return {type: 'aborted', reason: outcome.reason, ...(error && {error})};
      }
      case 'errored':
        throw fromWidget(outcome.error);
      case 'dead-token':
        if (isSecondTry) throw fromWidget(outcome.error);
        // One fresh token is requested, without an event.
        attempt.setState('requesting');
        received = await requestToken(shell, attempt);
    }
  }
}
