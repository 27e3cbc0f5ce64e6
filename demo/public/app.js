// @ts-check
import {startConnectionRow} from './connection-row.js';
import {startEventLog} from './event-log.js';

const log = /** @type {HTMLOListElement} */ (document.querySelector('#event-log'));
startEventLog(log, /** @type {Element} */ (log.parentElement));
document.querySelector('#clear-log')?.addEventListener('click', () => log.replaceChildren());

for (const row of document.querySelectorAll('[data-connection]')) {
  startConnectionRow(/** @type {HTMLElement} */ (row));
}
