import type {MxConnection, MxOptions, MxRenewalQuestion} from './options.js';

/**
 * Reasons for an expiring consent or access while the status is still CONNECTED. MX's own are `needs_updated_credentials`
 * and the error code 2004 (reauthorization required). The others are the other aggregators' reasons, for hosts that use
 * one vocabulary for all.
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

/** Whether the widget should open the sign-in of a healthy member. */
export async function wantsRenewal<Connection extends MxConnection>(
  options: MxOptions<Connection>,
  question: MxRenewalQuestion<Connection>,
): Promise<boolean> {
  if (options.updateCredentials) return await options.updateCredentials(question);
  return [question.statusReason, question.hint].some(reason => renewalReasons.has(reason?.toUpperCase() ?? ''));
}
