import type {RepairProblem} from '../../../../backend/problem.js';
import {isObject, safeCode} from '../../../../backend/vendor-call.js';
import type {JsonObject} from '../../../../backend/vendor-call.js';
import type {GraphqlAnswer} from '../api.js';
import {errorsOf, misconfigured, toProblem} from '../problem.js';
import type {Meaning} from '../problem.js';

/**
 * What an aggregator's error code means that comes through a connector; all are Plaid's, since MX's errors have a status
 * and a type instead. The connection is there at Quiltt: what is gone is the aggregator's side of it.
 */
export const aggregatorCodes: Readonly<Record<string, Meaning>> = {
  ITEM_NOT_FOUND: ['not-repairable'],
  ITEM_NOT_SUPPORTED: ['not-repairable'],
  MFA_NOT_SUPPORTED: ['not-repairable'],
  INSTITUTION_NO_LONGER_SUPPORTED: ['not-repairable'],
  USER_PERMISSION_REVOKED: ['not-repairable'],
  INSTITUTION_DOWN: ['institution-unavailable'],
  INSTITUTION_NOT_RESPONDING: ['institution-unavailable'],
  INSTITUTION_NOT_AVAILABLE: ['institution-unavailable'],
  PRODUCT_NOT_READY: ['not-ready'],
  RATE_LIMIT: ['rate-limited'],
  INVALID_FIELD: misconfigured,
  MISSING_FIELDS: misconfigured,
  INVALID_LINK_CUSTOMIZATION: misconfigured,
};

/** What an error means whose code says nothing to us, by Plaid's types. */
export const aggregatorTypes: Readonly<Record<string, Meaning>> = {
  ITEM_ERROR: ['not-repairable'],
  INSTITUTION_ERROR: ['institution-unavailable'],
  RATE_LIMIT_EXCEEDED: ['rate-limited'],
  INVALID_REQUEST: misconfigured,
  INVALID_INPUT: misconfigured,
};

/** What MX's errors mean, which name an HTTP status. */
export const aggregatorStatuses: Readonly<Record<string, Meaning>> = {
  404: ['not-repairable'],
  422: misconfigured,
  429: ['rate-limited'],
};

/** Members of an error worth asking for. Its messages stay where they are: nobody knows what is in them. */
const errorMembers = ['code', 'status', 'type', 'requestId'] as const;

/** What to select of a payload's errors, as far as the schema has it. */
export function errorSelection(members: ReadonlySet<string>): string {
  return ['__typename', ...errorMembers.filter(member => members.has(member))].join(' ');
}

/**
 * The record of a mutation that went through.
 *
 * @throws {RepairProblem} for one that did not, be it GraphQL that says so or, with `success: false`, the payload
 */
export function recordOf({data, problem}: GraphqlAnswer, mutation: string): JsonObject {
  const payload = data[mutation];
  if (!isObject(payload))
    throw problem ?? toProblem(['backend-unavailable'], `${mutation} was answered without a payload.`, {});
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
    // Plaid's ids of requests are of fifteen letters and digits, as far as seen; no token of anybody's is.
    vendor: {
      code,
      type,
      requestId: typeof requestId === 'string' && /^[A-Za-z\d]{15}$/.test(requestId) ? requestId : undefined,
    },
  });
}

function meaningOf(code = '', type = '', status: unknown): Meaning {
  const found = own(aggregatorCodes, code) ?? own(aggregatorTypes, type) ?? own(aggregatorStatuses, String(status));
  return found ?? ['backend-unavailable'];
}

function own(table: Readonly<Record<string, Meaning>>, key: string): Meaning | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
