import type {Account, Institution} from '../../../contract.js';
import type {LinkMetadata} from './link.js';

/**
 * What of an event's metadata may reach the page. Left out on purpose: routing and account numbers, what the person
 * searched for or selected, and Plaid's free texts.
 */
const EVENT_FIELDS =
  /^(error_(code|type)|exit_status|institution_(id|name)|is_update_mode|link_session_id|mfa_type|request_id|timestamp|view_name)$/;
const ACCOUNT_FIELDS = /^(id|name|mask|type|subtype)$/;

export const eventDataOf = (metadata: LinkMetadata | null): Record<string, unknown> => pick(metadata, EVENT_FIELDS);

export const institutionOf = (metadata: LinkMetadata | null): Institution | undefined => {
  const {institution_id: id, name} = metadata?.institution ?? {};
  return id || name ? ({id, name} as Institution) : undefined;
};

export const accountsOf = (metadata: LinkMetadata | null): Account[] | undefined =>
  metadata?.accounts?.map(account => pick(account, ACCOUNT_FIELDS));

const pick = (members: Readonly<Record<string, unknown>> | null, names: RegExp): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members ?? {}).filter(([name, value]) => names.test(name) && value));
