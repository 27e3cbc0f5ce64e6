import type {ErrorCode} from '../../../contract.js';
import type {WidgetError, WidgetOutcome} from '../../provider.js';
import type {LinkError, LinkMetadata} from './link.js';

/** Our code for Plaid's `error_code`, or for its `error_type`. */
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

/** What is known of a Link session beside its exit. */
export interface LinkSession {
  /** Whether the person has submitted something. */
  readonly hasTyped: boolean;
  /** Whether the link token's life was over at the exit. */
  readonly isTokenExpired: boolean;
}

/** Types under which Plaid reports what the person did: a wrong password, a refused consent. Leaving then is an abort. */
const PERSONAL_ERROR_TYPE = /^(ITEM|OAUTH|RECAPTCHA)_/;

/** The outcome of an `onExit`. */
export function outcomeOfExit(
  error: LinkError | null,
  metadata: LinkMetadata | null,
  {hasTyped, isTokenExpired}: LinkSession,
): WidgetOutcome {
  if (!error) return {type: 'aborted', reason: 'cancelled'};
  const code = toText(error.error_code);
  const type = toText(error.error_type);
  const vendor = {code, type, requestId: metadata?.request_id};
  const widgetError: WidgetError = {
    code: CODES.get(code) ?? CODES.get(type) ?? 'widget-error',
    message: `Link: ${code}`,
    vendor,
  };
  // `requires_credentials` is also the status of a Link that has made no progress; any other status shows progress.
  const hasProgressed = hasTyped || !['', 'requires_credentials'].includes(metadata?.status ?? '');
  const isDeadToken = isTokenExpired || code === 'INVALID_LINK_TOKEN';
  if (isDeadToken && !hasProgressed) return {type: 'dead-token', error: widgetError};
  if (!CODES.has(code) && PERSONAL_ERROR_TYPE.test(type)) {
    return {type: 'aborted', reason: 'cancelled', error: widgetError};
  }
  return {type: 'errored', error: widgetError};
}

const toText = (value: unknown): string => (typeof value === 'string' ? value : '');
