import {RepairProblem} from '../../../backend/problem.js';
import type {ProblemCode, ProblemOptions} from '../../../backend/problem.js';
import {isObject, retryAfterSeconds} from '../../../backend/vendor-call.js';
import type {VendorAnswer} from '../../../backend/vendor-call.js';

type Meaning = readonly [code: ProblemCode, status?: number];

/** Something the host has to mend; 500, so that the element does not repeat the request. */
const misconfigured: Meaning = ['invalid-configuration', 500];

/**
 * What a refusal by MX means, by HTTP status. 401 and 403 (the key, or an address that is not on MX's list) are about
 * the host, nothing that the person could mend; 406 is an API version that MX does not know.
 */
export const mxStatusCodes: Readonly<Record<number, Meaning>> = {
  400: misconfigured,
  404: ['connection-not-found'],
  405: misconfigured,
  406: misconfigured,
  422: misconfigured,
  429: ['rate-limited'],
};

/** The problem behind an answer of MX's that is no success. */
export function mxProblem(answer: VendorAnswer): RepairProblem {
  const [code, status] = mxStatusCodes[answer.status] ?? ['backend-unavailable'];
  const options: ProblemOptions = {
    note: `MX answered with HTTP status ${answer.status}.`,
    retryAfter: retryAfterSeconds(answer.headers),
    vendor: {type: errorType(answer)},
  };
  return new RepairProblem(code, status === undefined ? options : {...options, status});
}

/** MX has no codes, but words such as `not_found`; anything that is not made of words stays out of answers and logs. */
function errorType({body}: VendorAnswer): string | undefined {
  const type = isObject(body['error']) ? body['error']['type'] : undefined;
  return typeof type === 'string' && /^[a-z]{2,20}(_[a-z]{2,20}){0,4}$/.test(type) ? type : undefined;
}
