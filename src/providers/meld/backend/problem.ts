import {RepairProblem} from '../../../backend/problem.js';
import type {ProblemCode} from '../../../backend/problem.js';
import {retryAfterSeconds, safeCode} from '../../../backend/vendor-call.js';
import type {VendorAnswer} from '../../../backend/vendor-call.js';

/**
 * What a refusal by Meld means, by HTTP status: 404 for an unknown id (or one of the other environment) and 409 for a
 * connection that is expired, deleted or being connected are Meld's documented repair errors, 400, 401, 403, 429 and
 * 5xx those of its reference. 401 and 403 are about the host's own key, which is nothing the person could mend.
 */
const codes: Readonly<Record<number, ProblemCode>> = {
  404: 'connection-not-found',
  409: 'not-repairable',
  429: 'rate-limited',
};

/** What the developer of the page should know. */
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
    // The members of Meld's error bodies are not verified; a code and a request id are taken if they look like it.
    vendor: {code: safeCode(answer.body['code']), requestId: answer.requestId},
  });
}
