import {showInPopup, type PopupSurface} from '../surfaces/popup.js';
import type {Attempt, Preparation, Success} from './attempt.js';
import {complete, succeed} from './completion.js';
import {RepairError, toRepairError} from './errors.js';
import type {EngineShell} from './engine-shell.js';
import {warnOfLostProperties} from './lost-properties.js';
import {resume} from './resume.js';
import {removeRecord} from './return-store.js';
import {getToken, requestToken} from './token.js';
import {runWidget} from './widget.js';
import {fromWidget, recordError} from './widget-errors.js';
import type {WidgetOutcome} from '../providers/provider.js';

/** Runs an attempt after the click: token, widget, completion. Never rejects. */
export async function runAttempt(shell: EngineShell, attempt: Attempt, preparation: Preparation): Promise<void> {
  warnOfLostProperties(shell.root.host);
  try {
    await run(shell, attempt, preparation);
  } catch (error) {
    attempt.fail(toRepairError(error, 'widget-error', 'The repair failed'));
  }
}

async function run(shell: EngineShell, attempt: Attempt, preparation: Preparation): Promise<void> {
  const {signal, settings, progress} = attempt;
  const {obstacle, tokenCall, returned} = preparation;
  if (obstacle) throw new RepairError(obstacle.code, obstacle.message);
  const popup =
    preparation.popup &&
    showInPopup(preparation.popup, {text: shell.text('opening'), locale: settings.locale, reopen: shell.openPopup});
  progress.surface = popup;
  if (returned) attempt.setState('open');
  // An earlier repair of the connection, which the person has not come back to, is given up.
  else removeRecord(shell, attempt.request.connectionId);
  const success = progress.success ?? (await signInAtBank(shell, attempt, {tokenCall, popup, returned}));
  if (!success) return;
  progress.success = success;
  // The state of a repeated completion is already `completing`, so both changes have no effect.
  attempt.setState('open');
  attempt.setState('completing');
  signal.throwIfAborted();
  await complete(shell, attempt, success);
}

interface SignInOptions extends Pick<Preparation, 'tokenCall' | 'returned'> {
  readonly popup: PopupSurface | undefined;
}

/** Gets a token and runs the widget. Returns undefined when the attempt has ended without a success to complete. */
async function signInAtBank(
  shell: EngineShell,
  attempt: Attempt,
  {tokenCall, popup, returned}: SignInOptions,
): Promise<Success | undefined> {
  const {progress} = attempt;
  if (returned) {
    const outcome = await resume(shell, attempt, returned);
    return readOutcome(attempt, outcome, returned.record.token?.connectorToken);
  }
  let received = await getToken(shell, attempt, tokenCall);
  for (let isSecondTry = false; ; isSecondTry = true) {
    attempt.signal.throwIfAborted();
    const {answer} = received;
    if (answer.provider && typeof answer.provider === 'string') progress.provider = answer.provider;
    if (answer.status === 'CONTINUE') {
      succeed(attempt, {resultingConnectionId: attempt.request.connectionId, alreadyHealthy: true});
      return undefined;
    }
    if (answer.status === 'ABORT') throw new RepairError('not-repairable', 'ABORT');
    const outcome = await runWidget(shell, attempt, {received, popup});
    if (outcome?.type !== 'dead-token' || isSecondTry || attempt.progress.hasActed) {
      return readOutcome(attempt, outcome, answer.connectorToken);
    }
    attempt.signal.throwIfAborted();
    // One new token is requested, without an event for the dead one.
    attempt.setState('requesting');
    received = await requestToken(shell, attempt);
  }
}

/**
 * Ends the attempt after an abort. Returns a success.
 *
 * @throws RepairError for an error of the widget, or the signal's reason
 */
function readOutcome(attempt: Attempt, outcome: WidgetOutcome, connectorToken: unknown): Success | undefined {
  attempt.signal.throwIfAborted();
  // A provider of the host's own may be JavaScript.
  switch (outcome?.type) {
    case 'successful': {
      // The host's backend closes the session with the same token.
      const result = connectorToken ? {...(Object(outcome.result) as object), connectorToken} : outcome.result;
      return {...outcome, result};
    }
    case 'aborted': {
      if (outcome.error) recordError(attempt, outcome.error);
      const {lastError: error} = attempt.progress;
      attempt.end({type: 'aborted', detail: {...attempt.detail, reason: outcome.reason, ...(error && {error})}});
      return undefined;
    }
    case 'errored':
    case 'dead-token':
      throw fromWidget(outcome.error);
    default:
      throw new RepairError('widget-error', 'The widget has no known outcome');
  }
}
