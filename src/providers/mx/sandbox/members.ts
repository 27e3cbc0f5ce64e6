import {randomUUID} from 'node:crypto';
import {banks, type Bank} from '../../../sandbox/banks/bank.js';
import type {Connection, Environment} from '../../../sandbox/connections.js';
import {
  errorCodeOf,
  healthy,
  needsCredentials,
  needsUpdatedCredentials,
  processing,
  statusMessage,
} from './statuses.js';

/** A connection at MX: a member, which belongs to a user. */
export interface MxMember extends Connection {
  readonly userGuid: string;
  /** Milliseconds since the epoch, on the sandbox's clock. */
  readonly createdAt: number;
  /** The `X-CALLBACK-PAYLOAD` of the last widget URL. The member's webhooks repeat it. */
  callbackPayload: string | null;
}

/** A user of the client. */
export interface MxUser {
  readonly guid: string;
  /** The client's id of the user. Null when it has set none. */
  readonly id: string | null;
  readonly environment: Environment;
}

export interface MxInstitution {
  readonly guid: string;
  readonly code: string;
  readonly bank: Bank;
}

/** The fictional banks with MX's guids and codes. */
export const institutions: readonly MxInstitution[] = [
  {guid: 'INS-3f1a5c20-7d41-4e0b-9b52-51c7a1e60001', code: 'first_harbor', bank: banks.firstHarbor},
  {guid: 'INS-3f1a5c20-7d41-4e0b-9b52-51c7a1e60002', code: 'meridian_trust', bank: banks.meridian},
  {guid: 'INS-3f1a5c20-7d41-4e0b-9b52-51c7a1e60003', code: 'copper_valley', bank: banks.copperValley},
  {guid: 'INS-3f1a5c20-7d41-4e0b-9b52-51c7a1e60004', code: 'northlight', bank: banks.northlight},
];

/** The institution with the given guid or code. */
export function findInstitution(guidOrCode: string): MxInstitution | undefined {
  return institutions.find(({guid, code}) => guid === guidOrCode || code === guidOrCode);
}

const seedUserGuid = 'USR-7e0c1d52-94b3-4a86-bd1f-2a6f0c9d1001';

/** The initial users. */
export const seedUsers: readonly MxUser[] = [{guid: seedUserGuid, id: 'customer-1', environment: 'sandbox'}];

const DAY = 86_400_000;

const seedGuid = (number: number): string => `MBR-51f2e8a4-0c6d-4b7e-a3d9-6e4b8f2c000${number}`;

/** The guid of the first initial member. */
export const firstMemberGuid = seedGuid(1);

/** The initial members. Their guids are fixed, so that host applications can refer to them. */
export function seedMembers(now: number): MxMember[] {
  const seed = (
    number: number,
    code: string,
    {status, statusReason = null, bank}: Pick<MxMember, 'status' | 'bank'> & {statusReason?: string | null},
  ): MxMember => ({
    ...newMember(seedUserGuid, 'sandbox', code, now - 90 * DAY),
    id: seedGuid(number),
    status,
    statusReason,
    bank,
    updatedAt: now,
  });
  return [
    seed(1, 'northlight', {status: 'DENIED', bank: 'password'}),
    seed(2, 'copper_valley', {status: 'CHALLENGED', bank: 'password'}),
    seed(3, 'meridian_trust', {status: 'IMPAIRED', bank: 'oauth'}),
    // A warning: the member still works. Without `update_credentials`, the widget shows that it is connected.
    seed(4, 'first_harbor', {status: healthy, statusReason: needsUpdatedCredentials, bank: 'oauth'}),
  ];
}

/**
 * A healthy member at a bank with a password.
 * @param guidOrCode the institution's
 */
export function newMember(userGuid: string, environment: Environment, guidOrCode: string, now: number): MxMember {
  const institution = findInstitution(guidOrCode);
  return {
    id: `MBR-${randomUUID()}`,
    environment,
    institution: {id: institution?.guid ?? guidOrCode, name: institution?.bank.name ?? guidOrCode},
    status: healthy,
    statusReason: null,
    bank: 'password',
    repairOutcome: 'repaired',
    updatedAt: now,
    userGuid,
    createdAt: now,
    callbackPayload: null,
  };
}

/** Whether the member's bank has its own sign-in window. */
export const isOAuth = ({bank}: MxMember): boolean => bank === 'oauth' || bank === 'oauth-coop';

/**
 * The member in the format of MX's API.
 *
 * @param hasError with `error`, which neither version of the API's description has
 */
export function memberBody(
  member: MxMember,
  user: MxUser,
  {hasError}: {readonly hasError: boolean},
): Record<string, unknown> {
  const {id: guid, institution, status, statusReason} = member;
  const errorCode = errorCodeOf(statusReason);
  return {
    ...statusFields(member),
    background_aggregation_is_disabled: false,
    connection_status_message: statusMessage(status, institution.name),
    ...(hasError && {error: errorCode === null ? null : {error_code: errorCode}}),
    guid,
    id: null,
    institution_code: findInstitution(institution.id)?.code ?? null,
    institution_guid: institution.id,
    is_managed_by_user: true,
    is_manual: false,
    is_oauth: isOAuth(member),
    metadata: null,
    most_recent_job_detail_code: errorCode,
    most_recent_job_detail_text: null,
    most_recent_job_guid: null,
    name: institution.name,
    needs_updated_credentials: needsCredentials(status, statusReason),
    oauth_window_uri: null,
    use_cases: ['PFM'],
    user_guid: user.guid,
    user_id: user.id,
  };
}

/** The member in the format of the status call. */
export function memberStatusBody(member: MxMember): Record<string, unknown> {
  const works = member.status === healthy;
  return {
    ...statusFields(member),
    challenges: member.status === 'CHALLENGED' ? [challenge(member)] : [],
    guid: member.id,
    has_processed_account_numbers: false,
    has_processed_accounts: works,
    has_processed_transactions: works,
    is_authenticated: works,
  };
}

function statusFields({status, updatedAt, createdAt}: MxMember): Record<string, unknown> {
  return {
    aggregated_at: new Date(updatedAt).toISOString(),
    connection_status: status,
    is_being_aggregated: processing.includes(status),
    successfully_aggregated_at: new Date(status === healthy ? updatedAt : createdAt).toISOString(),
  };
}

function challenge({id}: MxMember): Record<string, unknown> {
  return {
    field_name: 'code',
    guid: `CRD-${id.slice('MBR-'.length)}`,
    image_data: null,
    image_options: [],
    label: 'Code',
    options: [],
    type: 'TEXT',
  };
}
