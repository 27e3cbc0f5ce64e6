import type {Attempt} from './attempt.js';
import type {ReturnRecord, StoredToken} from './return-record.js';

/** The time for which a record outlives its token, in milliseconds, because an open session at a bank does, too. */
const RETENTION = 3_600_000;

interface RecordOptions {
  /** The provider whose widget is open. */
  readonly widget: string;
  /** The token's life in seconds. */
  readonly life: number;
  /** The token, if the vendor's return needs the same one. */
  readonly token?: Pick<StoredToken, 'token' | 'connectorToken'> | undefined;
}

/** Creates the record of a running attempt. */
export function createRecord(
  {request, progress, startedAt}: Attempt,
  {widget, life, token}: RecordOptions,
): ReturnRecord {
  const {connectionId, repairId} = request;
  const {provider = '', display} = progress;
  const expiresAt = Date.now() + life * 1000;
  return {
    connectionId,
    repairId,
    provider,
    widget,
    display,
    startedAt,
    expiresAt: expiresAt + RETENTION,
    page: location.href,
    ...(token && {token: {...token, expiresAt}}),
  };
}
