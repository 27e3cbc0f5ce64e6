import {misconfigured} from '../../../../backend/problem.js';
import type {ProblemMeaning, RepairProblem} from '../../../../backend/problem.js';
import {isObject, safeCode} from '../../../../backend/vendor-call.js';
import type {JsonObject} from '../../../../backend/vendor-call.js';
import type {GraphqlAnswer} from '../api.js';
import {errorsOf, toProblem} from '../problem.js';

/**
 * The problems for an aggregator's error codes that a connector passes on. All codes are Plaid's, because MX's errors have a
 * status and a type instead. Quiltt still has the connection; only the aggregator's part is gone.
 */
export const aggregatorCodes: Readonly<Record<string, ProblemMeaning>> = {
  ITEM_NOT_FOUND: {code: 'not-repairable'},
  ITEM_NOT_SUPPORTED: {code: 'not-repairable'},
  MFA_NOT_SUPPORTED: {code: 'not-repairable'},
  INSTITUTION_NO_LONGER_SUPPORTED: {code: 'not-repairable'},
  USER_PERMISSION_REVOKED: {code: 'not-repairable'},
  INSTITUTION_DOWN: {code: 'institution-unavailable'},
  INSTITUTION_NOT_RESPONDING: {code: 'institution-unavailable'},
  INSTITUTION_NOT_AVAILABLE: {code: 'institution-unavailable'},
  PRODUCT_NOT_READY: {code: 'not-ready'},
  RATE_LIMIT: {code: 'rate-limited'},
  INVALID_FIELD: misconfigured,
  MISSING_FIELDS: misconfigured,
  INVALID_LINK_CUSTOMIZATION: misconfigured,
};

/** The problems for errors with an unknown code, by Plaid's types. */
export const aggregatorTypes: Readonly<Record<string, ProblemMeaning>> = {
  ITEM_ERROR: {code: 'not-repairable'},
  INSTITUTION_ERROR: {code: 'institution-unavailable'},
  RATE_LIMIT_EXCEEDED: {code: 'rate-limited'},
  INVALID_REQUEST: misconfigured,
  INVALID_INPUT: misconfigured,
};

/** The problems for MX's errors, by the HTTP status that they name. */
export const aggregatorStatuses: Readonly<Record<string, ProblemMeaning>> = {
  404: {code: 'not-repairable'},
  422: misconfigured,
  429: {code: 'rate-limited'},
};

/** The members of an error to request. Messages are not requested, because their content is unknown. */
const errorMembers = ['code', 'status', 'type', 'requestId'] as const;

/** The selection for a payload's errors, limited to the members in the schema. */
export function errorSelection(members: ReadonlySet<string>): string {
  return ['__typename', ...errorMembers.filter(member => members.has(member))].join(' ');
}

/**
 * Returns the record of a successful mutation.
 *
 * @throws {RepairProblem} for a failed one: with GraphQL errors, or with `success: false` in the payload
 */
export function recordOf({data, problem}: GraphqlAnswer, mutation: string): JsonObject {
  const payload = data[mutation];
  if (!isObject(payload))
    throw problem ?? toProblem({code: 'backend-unavailable'}, `${mutation} was answered without a payload.`, {});
  const {record, success} = payload;
  const errors = errorsOf(payload);
  const failed = success === false || (errors.length > 0 && success !== true);
  if (failed || !isObject(record)) throw problem ?? payloadProblem(errors, mutation);
  return record;
}

function payloadProblem([error]: readonly JsonObject[], mutation: string): RepairProblem {
  const code = safeCode(error?.['code']);
  const type = safeCode(error?.['type']);
  const requestId = error?.['requestId'];
  return toProblem(meaningOf(code, type, error?.['status']), `${mutation} did not succeed.`, {
    // All observed request ids of Plaid have fifteen letters and digits. No known token has that form.
    vendor: {
      code,
      type,
      requestId: typeof requestId === 'string' && /^[A-Za-z\d]{15}$/.test(requestId) ? requestId : undefined,
    },
  });
}

function meaningOf(code = '', type = '', status: unknown): ProblemMeaning {
  const found = own(aggregatorCodes, code) ?? own(aggregatorTypes, type) ?? own(aggregatorStatuses, String(status));
  return found ?? {code: 'backend-unavailable'};
}

function own(table: Readonly<Record<string, ProblemMeaning>>, key: string): ProblemMeaning | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
