import {ConfigurationError} from './configuration-error.js';
import {HostAnswer} from './host-answer.js';
import type {RequestLog} from './logger.js';
import {describeError} from './logger.js';
import {RepairProblem} from './problem.js';

/**
 * Converts an error thrown while handling a request to a response: the host's own `Response`, problem details, or, for
 * an unexpected error, `backend-unavailable` without the error's message.
 */
export function answerError(error: unknown, log: RequestLog): Response {
  if (error instanceof HostAnswer) return error.response;
  if (error instanceof RepairProblem) return answerProblem(error, log);
  if (error instanceof ConfigurationError) {
    return answerProblem(new RepairProblem('invalid-configuration', {status: 500, note: error.message}), log);
  }
  log.error('A request failed unexpectedly.', {code: 'backend-unavailable', httpStatus: 500, ...describeError(error)});
  return new RepairProblem('backend-unavailable', {status: 500}).toResponse();
}

function answerProblem(problem: RepairProblem, log: RequestLog): Response {
  const {code, status, note, detail, remedy, vendor} = problem;
  const fields = {
    code,
    httpStatus: status,
    note: note ?? detail,
    remedy,
    vendorCode: vendor?.code,
    vendorType: vendor?.type,
    requestId: vendor?.requestId,
  };
  if (status >= 500) log.error('A request failed.', fields);
  else log.warn('A request was refused.', fields);
  return problem.toResponse();
}
