import {readInstitution} from '../../../backend/institution.js';
import {RepairProblem} from '../../../backend/problem.js';
import type {ProviderContext, ProviderStatus} from '../../../backend/provider.js';
import {isObject} from '../../../backend/vendor-call.js';
import type {JsonObject} from '../../../backend/vendor-call.js';
import type {MxApi} from './api.js';
import type {MxConnection} from './options.js';
import {mxProblem} from './problem.js';

/** Reads a member of the connection's user. @throws {RepairProblem} `connection-not-found` if MX does not have it */
export async function readMember<Connection extends MxConnection>(
  call: MxApi<Connection>,
  connection: Connection,
  memberGuid: string,
  context: ProviderContext,
): Promise<ProviderStatus> {
  const path = `members/${encodeURIComponent(memberGuid)}`;
  const answer = await call(connection, {operation: 'members', method: 'GET', path}, context);
  if (!answer.ok) throw mxProblem(answer);
  const {member} = answer.body;
  if (!isObject(member) || typeof member['connection_status'] !== 'string' || !member['connection_status']) {
    throw new RepairProblem('backend-unavailable', {note: 'The answer to members has no connection_status.'});
  }
  const status = member['connection_status'];
  return {
    status,
    statusReason: readReason(member, status),
    // A member has its institution's name unless it was renamed.
    ...readInstitution(member['institution_code'], member['name']),
    ...readUpdatedAt(member),
  };
}

/**
 * MX has no status reasons. Two substitutes are used: `needs_updated_credentials`, which may be set while the status is
 * still CONNECTED, and the member's numeric error code. MX's API descriptions have it as `most_recent_job_detail_code`;
 * MX's widget also reads it from `error`, which the descriptions do not have. Either is accepted.
 */
function readReason(member: JsonObject, status: string): string | null {
  if (status === 'CONNECTED' && member['needs_updated_credentials'] === true) return 'NEEDS_UPDATED_CREDENTIALS';
  const {error, most_recent_job_detail_code: jobCode} = member;
  const code = (isObject(error) ? error['error_code'] : undefined) ?? jobCode;
  return Number.isInteger(code) && Number(code) >= 1000 && Number(code) <= 9999 ? String(code) : null;
}

/** The status is set by an aggregation, so its time is the aggregation's. */
function readUpdatedAt(member: JsonObject): {updatedAt?: string} {
  const time = member['aggregated_at'] ?? member['successfully_aggregated_at'];
  const milliseconds = typeof time === 'string' ? Date.parse(time) : NaN;
  return Number.isNaN(milliseconds) ? {} : {updatedAt: new Date(milliseconds).toISOString()};
}
