import type {ConnectionHealth} from '../health/health.js';
import {RepairProblem} from './problem.js';
import type {RepairToken} from './provider.js';

/** Seconds until asking again makes sense for a connection that is being set up or updated. */
const workingRetry = 5;

/**
 * The answer to a token request that needs no widget, by what the vendor's status means: healthy → `CONTINUE`,
 * working → `WAIT`, gone → `ABORT`. Undefined where the person should see the widget, which is also the answer to a
 * status that nobody knows: the vendor decides then.
 *
 * @throws {RepairProblem} `institution-unavailable` or `not-ready` for a connection that only time can repair: to call
 * it not repairable would make people connect the bank anew for nothing
 */
export function answerWithoutWidget({health, advice}: ConnectionHealth): RepairToken | undefined {
  if (health === 'healthy') return {status: 'CONTINUE'};
  if (health === 'working') return {status: 'WAIT', retryAfter: workingRetry};
  if (health === 'gone') return {status: 'ABORT'};
  if (health === 'needs-waiting') {
    throw new RepairProblem(advice === 'wait-service' ? 'not-ready' : 'institution-unavailable', {
      note: 'The status of the connection says that nothing helps but waiting.',
    });
  }
  return undefined;
}
