import {RepairProblem} from '../../../backend/problem.js';
import type {ProblemCode, ProblemOptions} from '../../../backend/problem.js';
import {retryAfterSeconds, safeCode} from '../../../backend/vendor-call.js';
import type {VendorAnswer} from '../../../backend/vendor-call.js';

type Meaning = readonly [code: ProblemCode, status?: number];

/** Seconds to wait where Plaid does not say it: its limits count per minute. */
const rateLimitWindow = 60;

/** Something the host has to mend; 500, so that the element does not repeat the request. */
const misconfigured: Meaning = ['invalid-configuration', 500];

/**
 * What a refusal by Plaid means, by `error_code`: Plaid answers nearly all of them with HTTP 400. A code that is missing
 * here is judged by its type. Codes and types are from what of Plaid's documents was read, except those marked as unverified:
 * these are general knowledge about Plaid.
 */
export const plaidErrorCodes: Readonly<Record<string, Meaning>> = {
  // The item was removed, by the host or by the person.
  ITEM_NOT_FOUND: ['connection-not-found'],
  // Unverified.
  ITEM_CONCURRENTLY_DELETED: ['connection-not-found'],
  // A removed item answers ITEM_NOT_FOUND, so this token is malformed, of the other environment or of another client.
  // To call the connection unknown would make hosts drop connections because of a wrong setting. The code is unverified.
  INVALID_ACCESS_TOKEN: misconfigured,

  ITEM_NOT_SUPPORTED: ['not-repairable'],
  MFA_NOT_SUPPORTED: ['not-repairable'],
  INSTITUTION_NO_LONGER_SUPPORTED: ['not-repairable'],
  // The person has withdrawn the consent altogether: a new connection has to be made.
  USER_PERMISSION_REVOKED: ['not-repairable'],

  PRODUCT_NOT_READY: ['not-ready'],

  // The host's credentials or rights: nothing that signing in again to the host would change, hence never 401 or 403.
  // All six codes are unverified.
  INVALID_API_KEYS: ['backend-unavailable'],
  UNAUTHORIZED_ENVIRONMENT: ['backend-unavailable'],
  UNAUTHORIZED_ROUTE_ACCESS: ['backend-unavailable'],
  UNAUTHORIZED_INSTITUTION: misconfigured,
  INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT: misconfigured,
  INSTITUTION_REGISTRATION_REQUIRED: misconfigured,

  INTERNAL_SERVER_ERROR: ['backend-unavailable'],
  PLANNED_MAINTENANCE: ['backend-unavailable', 503],
};

/** What an error means whose code says nothing to us. */
export const plaidErrorTypes: Readonly<Record<string, Meaning>> = {
  ITEM_ERROR: ['not-repairable'],
  INSTITUTION_ERROR: ['institution-unavailable'],
  RATE_LIMIT_EXCEEDED: ['rate-limited'],
  API_ERROR: ['backend-unavailable'],
  INVALID_REQUEST: misconfigured,
  INVALID_INPUT: misconfigured,
};

/** The problem behind an answer of Plaid's that is no success. */
export function plaidProblem(answer: VendorAnswer): RepairProblem {
  const errorCode = safeCode(answer.body['error_code']);
  const errorType = safeCode(answer.body['error_type']);
  const [code, status] = meaning(errorCode, errorType, answer.status);
  const options: ProblemOptions = {
    note: `Plaid answered with HTTP status ${answer.status}.`,
    retryAfter: retryAfterSeconds(answer.headers) ?? (code === 'rate-limited' ? rateLimitWindow : undefined),
    vendor: {code: errorCode, type: errorType, requestId: answer.requestId},
  };
  return new RepairProblem(code, status === undefined ? options : {...options, status});
}

function meaning(errorCode = '', errorType = '', httpStatus: number): Meaning {
  const known = own(plaidErrorCodes, errorCode) ?? own(plaidErrorTypes, errorType);
  // Without a code of Plaid's the answer is a gateway's.
  return known ?? [httpStatus === 429 ? 'rate-limited' : 'backend-unavailable'];
}

function own(table: Readonly<Record<string, Meaning>>, key: string): Meaning | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
