import type {ErrorCode} from '../../../contract.js';
import type {WidgetError, WidgetOutcome} from '../../provider.js';
import type {LinkError, LinkMetadata} from './link.js';

/** What the person could not get past, by Plaid's `error_code`, or else by its `error_type`. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  INVALID_LINK_TOKEN: 'token-expired',
  ITEM_NOT_FOUND: 'connection-not-found',
  ITEM_NOT_SUPPORTED: 'not-repairable',
  MFA_NOT_SUPPORTED: 'not-repairable',
  INSTITUTION_NO_LONGER_SUPPORTED: 'not-repairable',
  INSTITUTION_ERROR: 'institution-unavailable',
  RATE_LIMIT_EXCEEDED: 'rate-limited',
};

/**
 * What an `onExit` means. `typed` tells that the person had entered something, `spent` that the token's life was over.
 */
export function outcomeOfExit(
  error: LinkError | null,
  metadata: LinkMetadata | null,
  typed: boolean,
  spent: boolean,
): WidgetOutcome {
  const {error_code: code = '', error_type: type = ''} = error ?? {};
  const ours = CODES[code] ?? CODES[type] ?? 'widget-error';
  const vendor = {code, type, requestId: metadata?.request_id};
  const told: WidgetError | undefined = error ? {code: ours, message: `Link: ${code}`, vendor} : undefined;
  // `requires_credentials` is also the status of a Link that had not got anywhere; any other shows that it had.
  const isUntouched = !typed && /^(requires_credentials)?$/.test(metadata?.status ?? '');
  if (told && isUntouched && (spent || code === 'INVALID_LINK_TOKEN')) return {type: 'dead-token', error: told};
  // Under these types Plaid reports what the person did, a wrong password or a refused consent: leaving then is leaving.
  const isPersonal = !CODES[code] && /^(ITEM|OAUTH|RECAPTCHA)_/.test(type);
  if (!told || isPersonal) return {type: 'aborted', reason: 'cancelled', error: told};
  return {type: 'errored', error: told};
}
