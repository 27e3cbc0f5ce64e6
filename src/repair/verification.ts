import type {StatusRequest} from '../contract.js';
import type {Answer} from '../providers/provider.js';
import type {AnnouncedExit, Attempt, RepairResult} from './attempt.js';
import type {AbortReason} from './events.js';
import type {Judgement} from './judge.js';
import {limits} from './limits.js';
import type {EngineShell} from './engine-shell.js';
import {requestStatus, pauses} from './status-request.js';
import {Presence} from './presence.js';
import {pause, stopwatch} from './timing.js';

/** The reasons of an abort after which the status is requested. */
const CHECKED_ABORTS: ReadonlySet<AbortReason> = new Set(['closed', 'cancelled', 'returned']);

/** Requests the status after an exit, if it may confirm the repair. Announces nothing after the signal has aborted. */
export function followExit(shell: EngineShell, attempt: Attempt, exit: AnnouncedExit, signal: AbortSignal): void {
  if (!attempt.settings.canVerify) return;
  if (exit.type === 'successful' && exit.detail.verifying) {
    void verify(shell, attempt, exit.detail.resultingConnectionId ?? '', signal);
  } else if (exit.type === 'aborted' && attempt.progress.wasShown && CHECKED_ABORTS.has(exit.detail.reason)) {
    void checkAfterAbort(shell, attempt, signal);
  }
}

/**
 * Verifies a success: requests the status until it confirms the repair or the time limit is reached, and announces the
 * result.
 *
 * @param connectionId the connection's id after the repair
 */
async function verify(shell: EngineShell, attempt: Attempt, connectionId: string, signal: AbortSignal): Promise<void> {
  const judgement = await watchStatus(shell, attempt, connectionId, signal).catch(() => undefined);
  if (signal.aborted) return;
  shell.endVerification(attempt, resultOf(judgement));
  const {status, statusReason, advice} = judgement ?? {};
  const facts = {status, statusReason, advice};
  if (judgement?.isConfirmed) attempt.dispatch('repair-confirmed', facts);
  else
    attempt.dispatch('repair-unconfirmed', {...facts, reason: judgement?.isStillBroken ? 'still-broken' : 'unknown'});
}

/**
 * Requests the status after an abort, because some widgets send no message after a successful repair. Announces only a
 * confirmed repair.
 */
async function checkAfterAbort(shell: EngineShell, attempt: Attempt, signal: AbortSignal): Promise<void> {
  const judgement = await judgeAfterAbort(shell, attempt, signal).catch(() => undefined);
  if (signal.aborted || !judgement?.isConfirmed) return;
  const {status, statusReason, advice} = judgement;
  shell.endVerification(attempt, resultOf(judgement));
  attempt.dispatch('repair-confirmed', {status, statusReason, advice});
}

/** Judges one status or, while the aggregator still works on the connection, those that follow within the limit. */
async function judgeAfterAbort(
  shell: EngineShell,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<Judgement | undefined> {
  let judgement = await judgeOnce(shell, attempt, signal);
  if (judgement?.health !== 'working') return judgement;
  const elapsed = stopwatch();
  const presence = new Presence(signal);
  try {
    for (const longest of pauses(() => presence.isUnattended)) {
      if (elapsed() + longest > limits.verification) return judgement;
      await presence.pause({longest, shortest: Math.min(longest, limits.poll)});
      judgement = await judgeOnce(shell, attempt, signal);
      if (judgement?.health !== 'working') return judgement;
      presence.proveNetwork();
    }
  } finally {
    presence.stop();
  }
}

function resultOf(judgement: Judgement | undefined): RepairResult {
  if (judgement?.isConfirmed) return {text: 'confirmed', isGood: true, canRetry: false};
  if (!judgement || judgement.health === 'unknown') {
    return {text: 'unknown', isGood: false, canRetry: judgement?.canReconnect !== false};
  }
  return {text: `advice-${judgement.advice}`, isGood: false, canRetry: judgement.canReconnect};
}

async function judgeOnce(shell: EngineShell, attempt: Attempt, signal: AbortSignal): Promise<Judgement | undefined> {
  const {connectionId, repairId} = attempt.request;
  const {answer} = await requestStatus(shell, {connectionId, repairId}, {settings: attempt.settings, signal});
  if (!answer) return undefined;
  // Loading the code and the table that judge the answer may fail temporarily.
  for (let delay = limits.poll; ; delay *= 2) {
    try {
      return await judgeAnswer(shell, attempt, answer);
    } catch (error) {
      if (delay >= limits.verification) throw error;
    }
    await pause(delay, signal);
  }
}

const judgeAnswer = async (shell: EngineShell, attempt: Attempt, answer: Answer): Promise<Judgement | undefined> =>
  (await shell.loadJudging()).judge(shell, attempt, answer);

/**
 * Requests the status until the repair is confirmed or the time limit is reached. Resolves with the last usable
 * judgement. Before the limit only a confirmation ends it, because an aggregator may report a repair late.
 *
 * While the page is unattended, requests are rare and the time counts less, so that a person who is back within
 * `limits.verificationUnattended` meets a verification that still runs. A sleep of the system counts as the planned
 * wait: the person sees a new answer after it.
 */
async function watchStatus(
  shell: EngineShell,
  attempt: Attempt,
  connectionId: string,
  signal: AbortSignal,
): Promise<Judgement | undefined> {
  const {settings} = attempt;
  const request: StatusRequest = {connectionId, repairId: attempt.request.repairId};
  const presence = new Presence(signal);
  const pace = pauses(() => presence.isUnattended);
  let timeLeft = limits.verification;
  let last: Judgement | undefined;
  try {
    for (;;) {
      const requestTime = stopwatch();
      // A backend that does not answer cannot extend the limit. The last request waits at least `limits.poll`.
      const limit = Math.max(timeLeft, limits.poll);
      const {answer, retryAfter} = await requestStatus(shell, request, {settings, signal, limit});
      if (answer) presence.proveNetwork();
      // If the code or the table fails to load, this answer is skipped.
      const judgement = answer && (await judgeAnswer(shell, attempt, answer).catch(() => undefined));
      signal.throwIfAborted();
      last = judgement ?? last;
      timeLeft -= Math.min(requestTime(), limit, limits.answer);
      const rate = presence.isUnattended ? limits.verification / limits.verificationUnattended : 1;
      const longestLeft = timeLeft / rate;
      // With a `retryAfter` beyond the limit, the next answer would be too late.
      if (last?.isConfirmed || timeLeft <= 0 || retryAfter > longestLeft) return last;
      const longest = Math.min(Math.max(pace.next().value, retryAfter), longestLeft);
      const pauseTime = stopwatch();
      await presence.pause({longest, shortest: Math.min(longest, Math.max(retryAfter, limits.poll))});
      timeLeft -= Math.min(pauseTime(), longest) * rate;
    }
  } finally {
    presence.stop();
  }
}
