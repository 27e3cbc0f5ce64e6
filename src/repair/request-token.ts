import {loadChunk} from '../providers/load-chunk.js';
import type {Attempt} from './attempt.js';
import {ask, type Answer} from './backend-client.js';
import {providerEntry} from './configuration.js';
import {RepairError} from './errors.js';
import {limits} from './limits.js';
import {pause} from './waiting.js';

/** Asks for a repair token, again as long as the answer is `WAIT` and the count allows it. */
export async function requestToken({settings, repairId, display, signal}: Attempt): Promise<Answer> {
  const {connectionId, provider, statusReason, returnUrl, locale, fetchToken, tokenUrl} = settings;
  const request = {connectionId: connectionId!, repairId, provider, display, statusReason, returnUrl, locale};
  for (let waits = 0; ; waits++) {
    let answer = await ask(settings, fetchToken, tokenUrl, request, signal);
    // The vendor's own, passed through, may have our words elsewhere.
    const entry = answer.status ? undefined : providerEntry((answer.provider as string) || provider);
    if (entry) answer = (await loadChunk(entry.load)).widget.normalise?.(answer) ?? answer;
    if (answer.status !== 'WAIT') return answer;
    const retryAfter = Number(answer.retryAfter) || limits.wait;
    if (waits === limits.waits) throw new RepairError('not-ready', 'Still WAIT', retryAfter);
    await pause(retryAfter * 1000, signal);
  }
}
