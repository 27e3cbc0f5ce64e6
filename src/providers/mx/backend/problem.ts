import {misconfigured, RepairProblem} from '../../../backend/problem.js';
import type {ProblemMeaning, ProblemOptions} from '../../../backend/problem.js';
import {isObject, retryAfterSeconds} from '../../../backend/vendor-call.js';
import type {VendorAnswer} from '../../../backend/vendor-call.js';

/**
 * Problem codes by HTTP status. 401 and 403 (a wrong key, or an IP address that is not on MX's allowlist) concern the host
 * and cannot be fixed by the person. 406 is an unknown API version.
 */
export const mxStatusCodes: Readonly<Record<number, ProblemMeaning>> = {
  400: misconfigured,
  404: {code: 'connection-not-found'},
  405: misconfigured,
  406: misconfigured,
  422: misconfigured,
  429: {code: 'rate-limited'},
};

/** Converts an error response of MX's. */
export function mxProblem(answer: VendorAnswer): RepairProblem {
  const {code, status} = mxStatusCodes[answer.status] ?? {code: 'backend-unavailable'};
  const options: ProblemOptions = {
    note: `MX answered with HTTP status ${answer.status}.`,
    retryAfter: retryAfterSeconds(answer.headers),
    vendor: {type: errorType(answer)},
  };
  return new RepairProblem(code, status === undefined ? options : {...options, status});
}

/** MX has error types such as `not_found` instead of codes; any other text is dropped from responses and logs. */
function errorType({body}: VendorAnswer): string | undefined {
  const type = isObject(body['error']) ? body['error']['type'] : undefined;
  return typeof type === 'string' && /^[a-z]{2,20}(_[a-z]{2,20}){0,4}$/.test(type) ? type : undefined;
}
