import type {ConnectionHealth} from '../health/health.js';
import {RepairProblem} from './problem.js';
import type {RepairToken} from './provider.js';

/** Seconds after which the element repeats the request while the connection is being set up or updated. */
const workingRetry = 5;

/**
 * Returns the answer to a token request that needs no widget, by the health of the vendor's status: healthy → `CONTINUE`,
 * working → `WAIT`, gone → `ABORT`. Undefined if the widget should open. That includes an unknown status: the vendor's
 * widget decides then.
 *
 * @throws {RepairProblem} `institution-unavailable` or `not-ready` for a connection that only time can repair. It is not
 * `not-repairable`, because then people would needlessly connect the bank again
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
