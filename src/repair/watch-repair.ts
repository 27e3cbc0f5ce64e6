import type {WidgetContext, WidgetOutcome} from '../providers/provider.js';
import {awake, rest} from './awake.js';
import {limits} from './limits.js';
import {askOnce, pauses} from './verification.js';

/** How a repair in a window of its own ends; whether that window is gone only matters where the backend does not know. */
export async function watchWindow(context: WidgetContext, isGone: () => boolean): Promise<WidgetOutcome> {
  const outcome = await watchRepair(context, isGone);
  if (outcome === 'completed') return {type: 'successful', result: {repair: outcome}};
  if (outcome === 'exited') return {type: 'aborted', reason: 'cancelled'};
  if (isGone()) return {type: 'aborted', reason: 'returned'};
  return {
    type: 'errored',
    error: {code: 'token-expired', message: 'The repair took longer than its token lives'},
  };
}

/**
 * Asks the backend how a repair ends that is out of sight, until it has ended or its token's life is over. At first
 * quickly and then ever more slowly, and quickly once more as soon as `isGone` says that its window may have been closed.
 * Rejects when the attempt ends.
 */
async function watchRepair(context: WidgetContext, isGone: () => boolean): Promise<'completed' | 'exited' | 'expired'> {
  const {settings, signal, token} = context;
  const end = Date.now() + token.life * 1000;
  let pace = pauses();
  let wasGone = false;
  for (;;) {
    await awake(signal);
    const {answer, notBefore} = await askOnce(context, settings.connectionId!, signal);
    const {repair} = answer ?? {};
    if (repair === 'completed' || repair === 'exited') return repair;
    if (Date.now() >= end) return 'expired';
    const least = Math.max(notBefore, limits.poll);
    const until = Date.now() + Math.max(pace.next().value, least);
    // No event tells that a window has been closed.
    for (let first = least; Date.now() < until; first = 0) {
      await rest(Math.max(first, limits.glance), signal, first);
      if (wasGone === isGone()) continue;
      wasGone = !wasGone;
      pace = pauses();
      break;
    }
  }
}
