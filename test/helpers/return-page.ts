import type {ConnectionStatus} from '../../src/index.js';
import type {ReturnRecord} from '../../src/repair/return-record.js';

export const keyOf = (connectionId: string): string => `bank-reconnect:${connectionId}`;

let count = 0;

/** The record of a repair that has left the page a minute ago. */
export const recordOf = (changes: Partial<ReturnRecord> = {}): ReturnRecord => ({
  connectionId: 'conn_p',
  // A page does not resume a repair that it has stored itself, so each test has another.
  repairId: `1-2-3-${++count}`,
  provider: 'plaid',
  widget: 'plaid',
  display: 'redirect',
  startedAt: Date.now() - 60_000,
  expiresAt: Date.now() + 60_000,
  page: location.href,
  ...changes,
});

/** Stores a record, as the page that was left has done, and returns it. */
export function leave(
  changes: Partial<ReturnRecord> = {},
  key = keyOf(changes.connectionId ?? 'conn_p'),
): ReturnRecord {
  const record = recordOf(changes);
  sessionStorage.setItem(key, JSON.stringify(record));
  return record;
}

/** The records in session storage, by key. */
export const stored = (): Record<string, string> =>
  Object.fromEntries(Object.entries(sessionStorage).filter(([key]) => key.startsWith('bank-reconnect:')));

/** A host's status, whose outcome the test sets. */
export function createBackend(repair: ConnectionStatus['repair'] | undefined = 'pending') {
  const backend = {
    repair: repair as ConnectionStatus['repair'] | undefined,
    status: 'ITEM_LOGIN_REQUIRED',
    asked: [] as string[],
  };
  const fetchStatus = ({connectionId, repairId}: {connectionId: string; repairId: string}) => {
    backend.asked.push(`${connectionId} ${repairId}`);
    const {status} = backend;
    return {provider: 'plaid', status, statusReason: null, ...(backend.repair && {repair: backend.repair})};
  };
  return {backend, fetchStatus};
}
