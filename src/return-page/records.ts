import {returnKey} from '../repair/return-key.js';
import {parseRecord, type ReturnRecord} from '../repair/return-record.js';

/** Returns the valid records of this tab, the newest first. A popup also has a copy of the records of its opener. */
export function findRecords(): ReturnRecord[] {
  try {
    return Object.keys(sessionStorage)
      .filter(key => key.startsWith(returnKey('')))
      .map(key => parseRecord(sessionStorage.getItem(key)))
      .filter(record => record !== undefined)
      .sort((one, other) => other.startedAt - one.startedAt);
  } catch {
    // The page has no storage.
    return [];
  }
}
