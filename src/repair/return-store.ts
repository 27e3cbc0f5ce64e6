import type {Attempt} from './attempt.js';
import type {EngineShell} from './engine-shell.js';
import {parseRecord, type ReturnRecord} from './return-record.js';

/** The function of the shell that the storage needs. */
type KeyShell = Pick<EngineShell, 'returnKey'>;

/** The values of the vendor's return parameters that this tab has used. */
const SPENT_KEY = 'bank-reconnect-returns';
const MAX_SPENT = 20;

/** The ids of the repairs that this page has stored. It does not resume them, because it has never been left. */
const ownRepairs = new Set<string>();

let hasWarned = false;

/** Calls `use` with the storage. Returns undefined if the page has none, or if it is full. */
function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(sessionStorage);
  } catch {
    if (!hasWarned) {
      hasWarned = true;
      // eslint-disable-next-line no-console -- the repair goes on, and only the developer of the page can change it
      console.warn('<bank-reconnect>: no session storage, so a repair does not resume after a redirect');
    }
    return undefined;
  }
}

/** Stores the record of a running attempt. The end of the attempt removes it. */
export function keepRecord(shell: EngineShell, {signal}: Attempt, record: ReturnRecord): void {
  storeRecord(shell, record);
  signal.addEventListener('abort', () => {
    // If a framework removes the element while the page is being left, another one resumes the repair.
    if (record.display !== 'redirect' || shell.root.host.isConnected) removeRecord(shell, record.connectionId);
  });
}

/**
 * Stores the record of a repair in place of the connection's earlier one. Removes expired records. A record with a token
 * replaces those of all connections: a tab has one overlay of a vendor, and no other token must stay behind.
 */
function storeRecord(shell: KeyShell, record: ReturnRecord): void {
  ownRepairs.add(record.repairId);
  restoreRecord(shell, record);
}

/** Stores the record of a repair for the next element. */
export function restoreRecord({returnKey}: KeyShell, record: ReturnRecord): void {
  withStorage(storage => {
    for (const key of Object.keys(storage)) {
      const other = key.startsWith(returnKey('')) && parseRecord(storage.getItem(key));
      if (other === undefined || (other && other.token && record.token)) storage.removeItem(key);
    }
    storage.setItem(returnKey(record.connectionId), JSON.stringify(record));
  });
}

export function removeRecord({returnKey}: KeyShell, connectionId: string): void {
  withStorage(storage => storage.removeItem(returnKey(connectionId)));
}

/** Takes the record under `key`, which no other element can take then. Returns undefined without a valid one. */
export function takeRecord({returnKey}: KeyShell, key: string): ReturnRecord | undefined {
  return withStorage(storage => {
    const record = parseRecord(storage.getItem(key));
    if (record && ownRepairs.has(record.repairId)) return undefined;
    storage.removeItem(key);
    return record && returnKey(record.connectionId) === key ? record : undefined;
  });
}

const spentIn = (storage: Storage): string[] => (storage.getItem(SPENT_KEY) ?? '').split(' ');

/** Whether this tab has used the value of a return parameter. */
export const isSpent = (value: string): boolean => !!withStorage(storage => spentIn(storage).includes(value));

/** Notes the value of a return parameter as used. */
export function spend(value: string): void {
  withStorage(storage => storage.setItem(SPENT_KEY, [...spentIn(storage), value].slice(-MAX_SPENT).join(' ')));
}
