import {misconfigured, RepairProblem} from '../../../backend/problem.js';
import type {ProblemMeaning, ProblemOptions} from '../../../backend/problem.js';
import {isObject, retryAfterSeconds, safeCode} from '../../../backend/vendor-call.js';
import type {JsonObject, VendorAnswer} from '../../../backend/vendor-call.js';

/**
 * Problem codes by HTTP status. 401 and 403 concern the host's secret, which the person cannot fix. 422 is an invalid
 * body, such as an unknown profile.
 */
export const quilttStatusCodes: Readonly<Record<number, ProblemMeaning>> = {
  400: misconfigured,
  404: misconfigured,
  422: misconfigured,
  429: {code: 'rate-limited'},
};

/**
 * Problem codes by the `extensions.code` of GraphQL errors. Quiltt's own client reads this member; the codes, except
 * `UNAUTHENTICATED`, are unverified common names.
 */
export const graphqlCodes: Readonly<Record<string, ProblemMeaning>> = {
  NOT_FOUND: {code: 'connection-not-found'},
  RECORD_NOT_FOUND: {code: 'connection-not-found'},
  RATE_LIMITED: {code: 'rate-limited'},
  TOO_MANY_REQUESTS: {code: 'rate-limited'},
  BAD_USER_INPUT: misconfigured,
  GRAPHQL_VALIDATION_FAILED: misconfigured,
};

/** Converts an error response of either API. `retryAfter` is the default for a 429 without the header. */
export function quilttProblem(answer: VendorAnswer, retryAfter?: number): RepairProblem {
  const [first] = errorsOf(answer.body);
  const meaning = quilttStatusCodes[answer.status] ?? {code: 'backend-unavailable'};
  return toProblem(meaning, `Quiltt answered with HTTP status ${answer.status}.`, {
    retryAfter: retryAfterSeconds(answer.headers) ?? (answer.status === 429 ? retryAfter : undefined),
    vendor: {code: codeOf(first), requestId: answer.requestId},
  });
}

/** Converts the errors of a GraphQL response with HTTP status 200. */
export function graphqlProblem(errors: readonly JsonObject[], {requestId, headers}: VendorAnswer): RepairProblem {
  const code = errors.map(codeOf).find(found => found !== undefined);
  const meaning = code !== undefined && Object.hasOwn(graphqlCodes, code) ? graphqlCodes[code] : undefined;
  return toProblem(meaning ?? {code: 'backend-unavailable'}, 'Quiltt answered with a GraphQL error.', {
    retryAfter: retryAfterSeconds(headers),
    vendor: {code, requestId},
  });
}

export function toProblem({code, status}: ProblemMeaning, note: string, options: ProblemOptions): RepairProblem {
  return new RepairProblem(code, {...options, note, ...(status !== undefined && {status})});
}

/** The errors of a GraphQL answer, or of a mutation's payload. */
export function errorsOf({errors}: JsonObject): JsonObject[] {
  return Array.isArray(errors) ? errors.filter(isObject) : [];
}

/**
 * The error id, for Quiltt's support: a UUID, or a prefix such as `err_` with letters and digits. Its format is
 * unverified. Other values are dropped, because Quiltt's secrets look like ids as well.
 */
export function errorId(body: JsonObject): string | undefined {
  const [first] = errorsOf(body);
  const extensions = isObject(first?.['extensions']) ? first['extensions'] : {};
  const id = body['error_id'] ?? extensions['errorId'];
  const isId =
    typeof id === 'string' && /^([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|(err|error|req)_\w{1,40})$/i.test(id);
  return isId ? id : undefined;
}

function codeOf(error: JsonObject | undefined): string | undefined {
  const extensions = isObject(error?.['extensions']) ? error['extensions'] : {};
  return safeCode(extensions['code']);
}
