import {RepairProblem} from '../../../backend/problem.js';
import type {ProblemCode, ProblemOptions} from '../../../backend/problem.js';
import {retryAfterSeconds, safeCode} from '../../../backend/vendor-call.js';
import type {VendorAnswer} from '../../../backend/vendor-call.js';

type ProblemEntry = readonly [code: ProblemCode, status?: number];

/** Seconds for `retryAfter` if Plaid sends none; Plaid's rate limits are per minute. */
const rateLimitWindow = 60;

/** A mistake in the host's configuration; 500, so that the element does not retry. */
const misconfigured: ProblemEntry = ['invalid-configuration', 500];

/**
 * Problem codes by Plaid's `error_code`; the HTTP status is nearly always 400. Codes that are not listed are mapped by
 * their `error_type`. Codes and types are from Plaid's documentation, except where marked as unverified: those are general
 * knowledge about Plaid.
 */
export const plaidErrorCodes: Readonly<Record<string, ProblemEntry>> = {
  // The item was removed, by the host or by the person.
  ITEM_NOT_FOUND: ['connection-not-found'],
  // Unverified.
  ITEM_CONCURRENTLY_DELETED: ['connection-not-found'],
  // A removed item returns ITEM_NOT_FOUND, so this token is malformed, or belongs to another environment or client.
  // `connection-not-found` would make hosts delete connections because of a wrong setting. The code is unverified.
  INVALID_ACCESS_TOKEN: misconfigured,

  ITEM_NOT_SUPPORTED: ['not-repairable'],
  MFA_NOT_SUPPORTED: ['not-repairable'],
  INSTITUTION_NO_LONGER_SUPPORTED: ['not-repairable'],
  // The person revoked the whole consent, so a new connection is needed.
  USER_PERMISSION_REVOKED: ['not-repairable'],

  PRODUCT_NOT_READY: ['not-ready'],

  // The host's credentials or permissions. Never 401 or 403: signing in to the host again does not help.
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

/** Problem codes by `error_type`, for unlisted error codes. */
export const plaidErrorTypes: Readonly<Record<string, ProblemEntry>> = {
  ITEM_ERROR: ['not-repairable'],
  INSTITUTION_ERROR: ['institution-unavailable'],
  RATE_LIMIT_EXCEEDED: ['rate-limited'],
  API_ERROR: ['backend-unavailable'],
  INVALID_REQUEST: misconfigured,
  INVALID_INPUT: misconfigured,
};

/** Converts an error response of Plaid's. */
export function plaidProblem(answer: VendorAnswer): RepairProblem {
  const errorCode = safeCode(answer.body['error_code']);
  const errorType = safeCode(answer.body['error_type']);
  const [code, status] = findEntry(errorCode, errorType, answer.status);
  const options: ProblemOptions = {
    note: `Plaid answered with HTTP status ${answer.status}.`,
    retryAfter: retryAfterSeconds(answer.headers) ?? (code === 'rate-limited' ? rateLimitWindow : undefined),
    vendor: {code: errorCode, type: errorType, requestId: answer.requestId},
  };
  return new RepairProblem(code, status === undefined ? options : {...options, status});
}

function findEntry(errorCode = '', errorType = '', httpStatus: number): ProblemEntry {
  const known = own(plaidErrorCodes, errorCode) ?? own(plaidErrorTypes, errorType);
  // A response without Plaid's codes comes from a gateway.
  return known ?? [httpStatus === 429 ? 'rate-limited' : 'backend-unavailable'];
}

function own(table: Readonly<Record<string, ProblemEntry>>, key: string): ProblemEntry | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
