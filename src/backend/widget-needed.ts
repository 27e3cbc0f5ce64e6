import type {ConnectionHealth} from '../health/health.js';
import {RepairProblem} from './problem.js';
import type {RepairToken} from './provider.js';

/** Seconds until the next token request for a connection that is being set up or updated. */
const workingRetry = 5;

/**
 * The response to a token request if no widget is needed: healthy → `CONTINUE`, working → `WAIT`, gone → `ABORT`.
 * Undefined if the widget should open, also for an unknown status: the vendor then decides.
 *
 * @throws {RepairProblem} `institution-unavailable` or `not-ready` for a connection that recovers by itself;
 * `not-repairable` would make people create a new connection needlessly
 */
export function answerWithoutWidget({health, advice}: ConnectionHealth): RepairToken | undefined {
  if (health === 'healthy') return {status: 'CONTINUE'};
  if (health === 'working') return {status: 'WAIT', retryAfter: workingRetry};
  if (health === 'gone') return {status: 'ABORT'};
  if (health === 'needs-waiting') {
    throw new RepairProblem(advice === 'wait-service' ? 'not-ready' : 'institution-unavailable', {
      note: 'The status of the connection means that it recovers by itself.',
    });
  }
  return undefined;
}
