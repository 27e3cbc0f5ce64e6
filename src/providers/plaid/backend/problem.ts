import {misconfigured, RepairProblem} from '../../../backend/problem.js';
import type {ProblemMeaning, ProblemOptions} from '../../../backend/problem.js';
import {retryAfterSeconds, safeCode} from '../../../backend/vendor-call.js';
import type {VendorAnswer} from '../../../backend/vendor-call.js';

/** Seconds for `retryAfter` if Plaid sends none; Plaid's rate limits are per minute. */
const rateLimitWindow = 60;

/**
 * Problem codes by Plaid's `error_code`; the HTTP status is nearly always 400. Codes that are not listed are mapped by
 * their `error_type`. Codes and types are from Plaid's documentation, except where marked as unverified: those are general
 * knowledge about Plaid.
 */
export const plaidErrorCodes: Readonly<Record<string, ProblemMeaning>> = {
  // The item was removed, by the host or by the person.
  ITEM_NOT_FOUND: {code: 'connection-not-found'},
  // Unverified.
  ITEM_CONCURRENTLY_DELETED: {code: 'connection-not-found'},
  // A removed item returns ITEM_NOT_FOUND, so this token is malformed, or belongs to another environment or client.
  // `connection-not-found` would make hosts delete connections because of a wrong setting. The code is unverified.
  INVALID_ACCESS_TOKEN: misconfigured,

  ITEM_NOT_SUPPORTED: {code: 'not-repairable'},
  MFA_NOT_SUPPORTED: {code: 'not-repairable'},
  INSTITUTION_NO_LONGER_SUPPORTED: {code: 'not-repairable'},
  // The person revoked the whole consent, so a new connection is needed.
  USER_PERMISSION_REVOKED: {code: 'not-repairable'},

  PRODUCT_NOT_READY: {code: 'not-ready'},

  // The host's credentials or permissions. Never 401 or 403: signing in to the host again does not help.
  // All six codes are unverified.
  INVALID_API_KEYS: {code: 'backend-unavailable'},
  UNAUTHORIZED_ENVIRONMENT: {code: 'backend-unavailable'},
  UNAUTHORIZED_ROUTE_ACCESS: {code: 'backend-unavailable'},
  UNAUTHORIZED_INSTITUTION: misconfigured,
  INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT: misconfigured,
  INSTITUTION_REGISTRATION_REQUIRED: misconfigured,

  INTERNAL_SERVER_ERROR: {code: 'backend-unavailable'},
  PLANNED_MAINTENANCE: {code: 'backend-unavailable', status: 503},
};

/** Problem codes by `error_type`, for unlisted error codes. */
export const plaidErrorTypes: Readonly<Record<string, ProblemMeaning>> = {
  ITEM_ERROR: {code: 'not-repairable'},
  INSTITUTION_ERROR: {code: 'institution-unavailable'},
  RATE_LIMIT_EXCEEDED: {code: 'rate-limited'},
  API_ERROR: {code: 'backend-unavailable'},
  INVALID_REQUEST: misconfigured,
  INVALID_INPUT: misconfigured,
};

/** Converts an error response of Plaid's. */
export function plaidProblem(answer: VendorAnswer): RepairProblem {
  const errorCode = safeCode(answer.body['error_code']);
  const errorType = safeCode(answer.body['error_type']);
  const {code, status} = meaningOf(errorCode, errorType, answer.status);
  const options: ProblemOptions = {
    note: `Plaid answered with HTTP status ${answer.status}.`,
    retryAfter: retryAfterSeconds(answer.headers) ?? (code === 'rate-limited' ? rateLimitWindow : undefined),
    vendor: {code: errorCode, type: errorType, requestId: answer.requestId},
  };
  return new RepairProblem(code, status === undefined ? options : {...options, status});
}

function meaningOf(errorCode = '', errorType = '', httpStatus: number): ProblemMeaning {
  const known = own(plaidErrorCodes, errorCode) ?? own(plaidErrorTypes, errorType);
  // A response without Plaid's codes comes from a gateway.
  return known ?? {code: httpStatus === 429 ? 'rate-limited' : 'backend-unavailable'};
}

function own(table: Readonly<Record<string, ProblemMeaning>>, key: string): ProblemMeaning | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
