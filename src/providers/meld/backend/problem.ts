import {RepairProblem} from '../../../backend/problem.js';
import type {ProblemCode} from '../../../backend/problem.js';
import {retryAfterSeconds, safeCode} from '../../../backend/vendor-call.js';
import type {VendorAnswer} from '../../../backend/vendor-call.js';

/**
 * Problem codes by HTTP status. Meld documents two repair errors: 404 for an unknown id (or one of another environment)
 * and 409 for a connection that is expired, deleted or being connected. Its reference adds 400, 401, 403, 429 and 5xx.
 * 401 and 403 concern the host's API key, which the person cannot fix.
 */
const codes: Readonly<Record<number, ProblemCode>> = {
  404: 'connection-not-found',
  409: 'not-repairable',
  429: 'rate-limited',
};

/** Details for the page's developer. */
const details: Readonly<Record<number, string>> = {
  404: 'Meld does not know the connection: is its id, or the environment, a wrong one?',
  409: 'Meld does not repair this connection: start a new one.',
};

/**
 * @throws {RepairProblem} always
 */
export function throwMeldProblem(answer: VendorAnswer): never {
  const code = codes[answer.status] ?? 'backend-unavailable';
  const detail = details[answer.status];
  throw new RepairProblem(code, {
    note: `Meld answered with HTTP status ${answer.status}.`,
    ...(detail !== undefined && {detail}),
    retryAfter: retryAfterSeconds(answer.headers),
    // The members of Meld's error bodies are unverified; values that do not look like a code or an id are dropped.
    vendor: {code: safeCode(answer.body['code']), requestId: answer.requestId},
  });
}
