import type {ReportedAccount, ReportedInstitution} from '../../../contract.js';
import type {LinkMetadata} from './link.js';

/**
 * The members of an event's metadata that reach the page. Routing and account numbers, the person's searches and
 * selections, and Plaid's free texts are excluded.
 */
const EVENT_FIELDS = new Set([
  'error_code',
  'error_type',
  'exit_status',
  'institution_id',
  'institution_name',
  'is_update_mode',
  'link_session_id',
  'mfa_type',
  'request_id',
  'timestamp',
  'view_name',
]);
const ACCOUNT_FIELDS = new Set(['id', 'name', 'mask', 'type', 'subtype']);

export const eventDataOf = (metadata: LinkMetadata | null): Record<string, unknown> => pick(metadata, EVENT_FIELDS);

export const institutionOf = (metadata: LinkMetadata | null): ReportedInstitution | undefined => {
  const {institution_id: id, name} = metadata?.institution ?? {};
  return id || name ? {...(id && {id}), ...(name && {name})} : undefined;
};

export const accountsOf = (metadata: LinkMetadata | null): ReportedAccount[] | undefined =>
  Array.isArray(metadata?.accounts)
    ? metadata.accounts.map((account: Record<string, unknown> | null) => pick(account, ACCOUNT_FIELDS))
    : undefined;

const pick = (
  members: Readonly<Record<string, unknown>> | null | undefined,
  names: ReadonlySet<string>,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members ?? {}).filter(([name, value]) => names.has(name) && value));
