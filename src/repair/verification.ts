import type {StatusRequest} from '../contract.js';
import type {Answer} from '../providers/provider.js';
import type {AnnouncedExit, Attempt, RepairResult} from './attempt.js';
import type {AbortReason} from './events.js';
import type {Judgement} from './judge.js';
import {limits} from './limits.js';
import type {RepairShell} from './shell.js';
import {askStatusOnce, pauses} from './status-request.js';
import {awake, pause, rest} from './timing.js';

/** After an abort for one of these reasons, the status is asked once. */
const CHECKED_ABORTS: ReadonlySet<AbortReason> = new Set(['closed', 'cancelled', 'returned']);

/** Asks for the status after an exit, where that can tell something. Ends without a word when the signal aborts. */
export function followExit(shell: RepairShell, attempt: Attempt, exit: AnnouncedExit, signal: AbortSignal): void {
  if (!attempt.settings.canVerify) return;
  if (exit.type === 'successful' && exit.detail.verifying) {
    void verify(shell, attempt, exit.detail.resultingConnectionId ?? '', signal);
  } else if (exit.type === 'aborted' && attempt.wasShown && CHECKED_ABORTS.has(exit.detail.reason)) {
    void checkAfterAbort(shell, attempt, signal);
  }
}

/**
 * Verifies a success: asks for the status until it confirms the repair or the limit is reached, and announces the result.
 *
 * @param connectionId the id that the connection has from now on
 */
async function verify(shell: RepairShell, attempt: Attempt, connectionId: string, signal: AbortSignal): Promise<void> {
  const judgement = await watchStatus(shell, attempt, connectionId, signal).catch(() => undefined);
  if (signal.aborted) return;
  shell.conclude(attempt, resultOf(judgement));
  const {status, statusReason, advice} = judgement ?? {};
  const facts = {status, statusReason, advice};
  if (judgement?.isConfirmed) attempt.dispatch('repair-confirmed', facts);
  else
    attempt.dispatch('repair-unconfirmed', {...facts, reason: judgement?.isStillBroken ? 'still-broken' : 'unknown'});
}

/**
 * Asks for the status once after an abort, because some widgets end without a message although the repair went through.
 * Announces only a healthy connection.
 */
async function checkAfterAbort(shell: RepairShell, attempt: Attempt, signal: AbortSignal): Promise<void> {
  const judgement = await judgeOnce(shell, attempt, signal).catch(() => undefined);
  if (signal.aborted || !judgement?.isConfirmed) return;
  const {status, statusReason, advice} = judgement;
  shell.conclude(attempt, resultOf(judgement));
  attempt.dispatch('repair-confirmed', {status, statusReason, advice});
}

function resultOf(judgement: Judgement | undefined): RepairResult {
  if (judgement?.isConfirmed) return {text: 'confirmed', isGood: true, canRetry: false};
  if (!judgement || judgement.health === 'unknown') {
    return {text: 'unknown', isGood: false, canRetry: judgement?.canReconnect !== false};
  }
  return {text: `advice-${judgement.advice}`, isGood: false, canRetry: judgement.canReconnect};
}

async function judgeOnce(shell: RepairShell, attempt: Attempt, signal: AbortSignal): Promise<Judgement | undefined> {
  const {connectionId, repairId} = attempt.request;
  const {answer} = await askStatusOnce(shell, {connectionId, repairId}, {settings: attempt.settings, signal});
  if (!answer) return undefined;
  // The code and the table that judge the answer may be unreachable for a moment.
  for (let delay = limits.poll; ; delay *= 2) {
    try {
      return await judgeAnswer(shell, attempt, answer);
    } catch (error) {
      if (delay >= limits.verification) throw error;
    }
    await pause(delay, signal);
  }
}

const judgeAnswer = async (shell: RepairShell, attempt: Attempt, answer: Answer): Promise<Judgement | undefined> =>
  (await shell.loadJudging()).judge(shell, attempt, answer);

/**
 * Asks until the repair is confirmed or the limit is reached, then resolves with the last usable judgement. Before the
 * limit only a confirmation ends it, because an aggregator may need a while to notice a repair.
 *
 * While the page is hidden or offline nothing is asked, and that time does not count. It asks at once when the page comes
 * back.
 */
async function watchStatus(
  shell: RepairShell,
  attempt: Attempt,
  connectionId: string,
  signal: AbortSignal,
): Promise<Judgement | undefined> {
  const {settings, repairId} = attempt;
  const request: StatusRequest = {connectionId, repairId};
  let timeLeft = limits.verification;
  let last: Judgement | undefined;
  for (const delay of pauses()) {
    await awake(signal);
    const askedAt = Date.now();
    // A silent backend does not extend the limit, and the last request still has a moment for its answer.
    const limit = Math.max(timeLeft, limits.poll);
    const {answer, retryAfter} = await askStatusOnce(shell, request, {settings, signal, limit});
    // Code or a table that could not be loaded is tried again with the next answer.
    const judgement = answer && (await judgeAnswer(shell, attempt, answer).catch(() => undefined));
    signal.throwIfAborted();
    last = judgement ?? last;
    timeLeft -= Date.now() - askedAt;
    // With a `retryAfter` beyond the limit, another answer would come too late.
    if (last?.isConfirmed || timeLeft <= 0 || retryAfter > timeLeft) break;
    const longest = Math.min(Math.max(delay, retryAfter), timeLeft);
    const restedFrom = Date.now();
    await rest({longest, shortest: Math.min(longest, Math.max(retryAfter, limits.poll))}, signal);
    timeLeft -= Math.min(Date.now() - restedFrom, longest);
  }
  return last;
}
