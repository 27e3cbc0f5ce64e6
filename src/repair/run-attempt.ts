import {loadChunk} from '../providers/load-chunk.js';
import type {WidgetContext, WidgetOutcome} from '../providers/provider.js';
import type {Attempt, End} from './attempt.js';
import {ask, type Answer} from './backend-client.js';
import {complete} from './complete.js';
import {checkSettings, displayOf, providerEntry} from './configuration.js';
import {RepairError, toRepairError} from './errors.js';
import {takeStage} from './exclusive.js';
import {limits} from './limits.js';
import {canComplete} from './settings.js';
import {pause} from './waiting.js';

/** In seconds. */
const DAY = 86_400;

/**
 * Runs an attempt to its end: token, widget, completion. Rejects with what went wrong; what comes of an
 * attempt that has been ended meanwhile is not looked at.
 */
export async function runAttempt(attempt: Attempt): Promise<End> {
  // A token that could not be fetched before the click is no failure of the click.
  let answer = attempt.prefetched?.catch(() => requestToken(attempt));
  for (let tries = 0; !attempt.success; tries++) {
    const token = await (answer ?? requestToken(attempt));
    if (token.status === 'CONTINUE') {
      return {type: 'successful', resultingConnectionId: attempt.settings.connectionId, alreadyHealthy: true};
    }
    if (token.status === 'ABORT') throw new RepairError('not-repairable', 'ABORT');
    const outcome = await openWidget(attempt, token);
    if (outcome.type === 'successful') attempt.success = outcome;
    else if (outcome.type === 'aborted') return {...outcome, error: outcome.error ?? attempt.lastError};
    // A dead token is followed by a fresh one, once and without a word.
    else if (tries || outcome.type === 'errored')
      throw toRepairError(outcome.error, 'widget-error', outcome.error.message);
    else attempt.go('requesting');
    attempt.surface?.destroy();
    attempt.surface = answer = undefined;
  }
  attempt.go('open');
  attempt.go('completing');
  return complete(attempt, attempt.success);
}

async function openWidget(attempt: Attempt, answer: Answer): Promise<WidgetOutcome> {
  const {settings, signal} = attempt;
  const name = (attempt.provider = (answer.provider as string) || attempt.provider);
  const widgetName = (answer.widget as string) || name;
  const entry = providerEntry(widgetName);
  if (!entry) throw new RepairError(widgetName ? 'unknown-provider' : 'invalid-token', 'No such provider');
  checkSettings(settings, entry);
  if (answer.connectorToken && !canComplete(settings))
    throw new RepairError('invalid-configuration', 'No complete-url');
  attempt.display = displayOf(settings, entry);
  takeStage(attempt);
  const {widget} = await loadChunk(entry.load);
  const token = widget.read(answer);
  if (typeof token === 'string') throw new RepairError('invalid-token', `The token has no ${token}`);
  // No timer is as long as some tokens claim to live.
  attempt.token = {...token, life: Math.min(lifeOf(answer) || token.life, DAY)};
  attempt.go('opening');
  // What has been ended meanwhile must not open anything any more.
  signal.throwIfAborted();
  return widget.open(attempt as WidgetContext);
}

/** Asks for a repair token, again as long as the answer is `WAIT` and the count allows it. */
async function requestToken({settings, repairId, display, signal}: Attempt): Promise<Answer> {
  const {connectionId, provider, statusReason, returnUrl, locale, fetchToken, tokenUrl} = settings;
  const request = {connectionId: connectionId!, repairId, provider, display, statusReason, returnUrl, locale};
  for (let waits = 0; ; waits++) {
    const answer = await ask(settings, fetchToken, tokenUrl, request, signal);
    if (answer.status !== 'WAIT') return answer;
    const retryAfter = Number(answer.retryAfter) || limits.wait;
    if (waits === limits.waits) throw new RepairError('not-ready', 'Still WAIT', retryAfter);
    await pause(retryAfter * 1000, signal);
  }
}

/** Fetches the token of an attempt that has not begun, and notes how long it is good for. */
export async function prefetch(attempt: Attempt): Promise<void> {
  checkSettings(attempt.settings, providerEntry(attempt.provider));
  attempt.prefetched = requestToken(attempt);
  // The shortest life that a token has when the answer does not tell, and a minute less than that.
  attempt.deadline = Date.now() + ((lifeOf(await attempt.prefetched) || 1800) - 60) * 1000;
}

/** A token's life in seconds, as the answer tells it; an `expiresAt` that our clock calls past is the clock's fault. */
function lifeOf({expiresIn, expiresAt, expiration}: Answer): number {
  const life = Number(expiresIn) || (Date.parse((expiresAt ?? expiration) as string) - Date.now()) / 1000;
  return life > 0 && life < DAY ? life : 0;
}
