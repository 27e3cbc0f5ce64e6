import {loadChunk} from '../providers/load-chunk.js';
import type {WidgetContext, WidgetOutcome} from '../providers/provider.js';
import {toWidgetUrl} from '../surfaces/widget-url.js';
import type {Attempt, End} from './attempt.js';
import type {Answer} from './backend-client.js';
import {complete} from './complete.js';
import {checkSettings, displayOf, providerEntry} from './configuration.js';
import {fromWidget} from './create-attempt.js';
import {RepairError} from './errors.js';
import {takeStage} from './exclusive.js';
import {requestToken} from './request-token.js';
import {canComplete} from './settings.js';

export {askAfterExit} from './ask-after-exit.js';

/** In seconds. */
const DAY = 86_400;

/**
 * Runs an attempt to its end, from the backend's answer on: widget, completion. Rejects with what went wrong; what comes
 * of an attempt that has been ended meanwhile is not looked at.
 */
export async function runAttempt(attempt: Attempt, answer: Answer): Promise<End> {
  for (let tries = 0; !attempt.success; tries++) {
    if (tries) answer = await requestToken(attempt);
    // Nothing may be taken for what has ended while this was loaded.
    attempt.signal.throwIfAborted();
    if (answer.provider && typeof answer.provider === 'string') attempt.provider = answer.provider;
    if (answer.status === 'CONTINUE') {
      return {type: 'successful', resultingConnectionId: attempt.settings.connectionId, alreadyHealthy: true};
    }
    if (answer.status === 'ABORT') throw new RepairError('not-repairable', 'ABORT');
    const outcome = await openWidget(attempt, answer);
    attempt.signal.throwIfAborted();
    attempt.surface?.destroy();
    attempt.surface = attempt.receivedAt = attempt.isLoaded = undefined;
    if (outcome.type === 'successful') {
      // What a session was opened with is what it is closed with.
      const {connectorToken} = answer;
      attempt.success = connectorToken ? {...outcome, result: {...Object(outcome.result), connectorToken}} : outcome;
    } else if (outcome.type === 'aborted') return {...outcome, error: fromWidget(outcome.error ?? attempt.lastError)};
    else if (outcome.type === 'errored' || tries) throw fromWidget(outcome.error)!;
    // A dead token is followed by a fresh one, once and without a word.
    else attempt.go('requesting');
  }
  attempt.go('open');
  attempt.go('completing');
  attempt.signal.throwIfAborted();
  return complete(attempt, attempt.success);
}

async function openWidget(attempt: Attempt, answer: Answer): Promise<WidgetOutcome> {
  const {settings, signal} = attempt;
  const name = (answer.widget as string) || attempt.provider;
  const entry = providerEntry(name);
  if (!entry) throw new RepairError(name ? 'unknown-provider' : 'invalid-token', 'The token has no known provider');
  checkSettings(settings, entry);
  if (answer.connectorToken && !canComplete(settings))
    throw new RepairError('invalid-configuration', 'No complete-url');
  attempt.display = displayOf(settings, entry);
  takeStage(attempt);
  const {widget} = await loadChunk(entry.load);
  const token = widget.read(answer);
  if (typeof token === 'string') throw new RepairError('invalid-token', `The token has no ${token}`);
  const age = attempt.receivedAt ? (Date.now() - attempt.receivedAt) / 1000 : 0;
  // No timer is as long as some tokens claim to live.
  attempt.token = {...token, life: Math.min(lifeOf(answer) || token.life, DAY) - age};
  attempt.widgetUrl = domain => toWidgetUrl(token.url, domain, attempt);
  attempt.go('opening');
  // What a listener has ended, or removed from the page, must not open anything: a removal shows a microtask later.
  await Promise.resolve();
  signal.throwIfAborted();
  return widget.open(attempt as WidgetContext);
}

/** A token's life in seconds, as the answer tells it; an `expiresAt` that our clock calls past is the clock's fault. */
export function lifeOf({expiresIn, expiresAt, expiration}: Answer): number {
  const life = Number(expiresIn) || (Date.parse((expiresAt ?? expiration) as string) - Date.now()) / 1000;
  return life > 0 && life < DAY ? life : 0;
}
