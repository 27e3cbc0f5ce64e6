import type {ErrorCode} from '../../../contract.js';
import type {WidgetError, WidgetOutcome} from '../../provider.js';
import type {LinkError, LinkMetadata} from './link.js';

/** The contract's codes for values of Plaid's `error_code` and `error_type`. */
const CODES: ReadonlyMap<unknown, ErrorCode> = new Map(
  Object.entries({
    INVALID_LINK_TOKEN: 'token-expired',
    ITEM_NOT_FOUND: 'connection-not-found',
    ITEM_NOT_SUPPORTED: 'not-repairable',
    MFA_NOT_SUPPORTED: 'not-repairable',
    INSTITUTION_NO_LONGER_SUPPORTED: 'not-repairable',
    INSTITUTION_ERROR: 'institution-unavailable',
    RATE_LIMIT_EXCEEDED: 'rate-limited',
  } as const),
);

/**
 * The types of errors caused by the person: a wrong password, a refused consent. An exit with such an error is an
 * abort.
 */
const PERSONAL_ERROR_TYPE = /^(ITEM|OAUTH|RECAPTCHA)_/;

/** The item's error before the repair. The person does not meet it in Link. */
const INITIAL_ERROR = 'ITEM_LOGIN_REQUIRED';

/**
 * Returns the outcome of an `onExit`.
 *
 * @param isTokenExpired whether the link token had expired at the exit
 */
export function outcomeOfExit(
  error: LinkError | null,
  metadata: LinkMetadata | null,
  {isTokenExpired}: {readonly isTokenExpired: boolean},
): WidgetOutcome {
  if (!error) return {type: 'aborted', reason: 'cancelled'};
  const code = toText(error.error_code);
  const type = toText(error.error_type);
  const vendor = {code, type, requestId: metadata?.request_id};
  // `requires_credentials` is also the status of a Link session without progress. Any other status shows progress.
  const hasProgressed = !['', 'requires_credentials'].includes(metadata?.status ?? '');
  const widgetError: WidgetError = {
    code: CODES.get(code) ?? CODES.get(type) ?? 'widget-error',
    message: `Link: ${code}`,
    vendor,
    mayBeInitial: !hasProgressed,
  };
  const isDeadToken = isTokenExpired || code === 'INVALID_LINK_TOKEN';
  if (isDeadToken && !hasProgressed) return {type: 'dead-token', error: widgetError};
  if (!CODES.has(code) && PERSONAL_ERROR_TYPE.test(type)) {
    return {type: 'aborted', reason: 'cancelled', ...(code !== INITIAL_ERROR && {error: widgetError})};
  }
  return {type: 'errored', error: widgetError};
}

const toText = (value: unknown): string => (typeof value === 'string' ? value : '');
