import type {MxConnection, MxOptions, MxRenewalQuestion} from './options.js';

/**
 * Reasons that speak of a consent or an access that ends although the status still says connected. MX's are its field
 * `needs_updated_credentials` and the error code 2004 (reauthorization required); the others are those of the
 * aggregators beside it, for hosts with one vocabulary for all.
 */
const renewalReasons: ReadonlySet<string> = new Set([
  'NEEDS_UPDATED_CREDENTIALS',
  '2004',
  'ACCESS_EXPIRING_SOON',
  'CONSENT_EXPIRING',
  'CONSENT_EXPIRED',
  'PENDING_EXPIRATION',
  'PENDING_DISCONNECT',
]);

/** Whether a member whose status needs no repair should be signed in to all the same. */
export async function wantsRenewal<Connection extends MxConnection>(
  options: MxOptions<Connection>,
  question: MxRenewalQuestion<Connection>,
): Promise<boolean> {
  if (options.updateCredentials) return await options.updateCredentials(question);
  return [question.statusReason, question.hint].some(reason => renewalReasons.has(reason?.toUpperCase() ?? ''));
}
