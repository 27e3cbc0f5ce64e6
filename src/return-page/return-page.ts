import {returnKey} from '../repair/return-key.js';
import type {ReturnRecord} from '../repair/return-record.js';
import {RETURN_CHANNEL, type ReturnReport} from '../surfaces/return-report.js';
import {findRecords} from './records.js';

/** The query parameter with the id of the repair, for a backend that adds it to the address. */
const PARAMETER = 'repair';

/**
 * The script of the page to which vendors return. In a popup it reports the return to the page that has opened it, and
 * closes the popup. After a redirect of the page itself it goes back to the page on which the repair began. Each happens
 * once: a reload finds nothing to report.
 */
function comeBack(): void {
  const url = new URL(location.href);
  const asked = url.searchParams.get(PARAMETER);
  const record = findRecords().find(({repairId}) => !asked || repairId === asked);
  if (record && record.display !== 'popup') return goBack(record);
  const repairId = record?.repairId ?? asked;
  if (record) sessionStorage.removeItem(returnKey(record.connectionId));
  url.searchParams.delete(PARAMETER);
  if (asked) history.replaceState(null, '', url);
  if (repairId) report({type: RETURN_CHANNEL, repairId});
  window.close();
}

/** A style sheet in the page would need an exception from its policy. */
function applyStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('body{display:grid;place-items:center;min-height:80vh;margin:2rem;font:1.125rem/1.5 system-ui}');
  document.adoptedStyleSheets = [sheet];
}

/** Goes back to the page on which the repair began. The element there takes the record. */
function goBack(record: ReturnRecord): void {
  const page = new URL(record.page, location.href);
  // The record is from the storage of this origin. A page of another origin would be an open redirect.
  if (page.origin !== location.origin || page.pathname === location.pathname) return;
  sessionStorage.setItem(
    returnKey(record.connectionId),
    JSON.stringify({...record, returnedTo: location.href} satisfies ReturnRecord),
  );
  location.replace(page);
}

/** Reports over every way, because each of them fails somewhere. Only pages of this origin can receive it. */
function report(message: ReturnReport): void {
  for (const send of [postToOpener, broadcast, store]) {
    try {
      send(message);
    } catch {
      // The browser blocks this way.
    }
  }
}

const postToOpener = (message: ReturnReport): void =>
  (window.opener as Window | null)?.postMessage(message, location.origin);

function broadcast(message: ReturnReport): void {
  const channel = new BroadcastChannel(RETURN_CHANNEL);
  channel.postMessage(message);
  channel.close();
}

/** Writes the report and removes it. The other pages of this origin get an event. */
function store(message: ReturnReport): void {
  localStorage.setItem(RETURN_CHANNEL, JSON.stringify(message));
  localStorage.removeItem(RETURN_CHANNEL);
}

comeBack();
applyStyles();
