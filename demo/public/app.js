// @ts-check
import {startConnectionRow} from './connection-row.js';
import {startEventLog} from './event-log.js';
import {followUpdates} from './updates.js';

const list = /** @type {HTMLOListElement} */ (document.querySelector('#event-log'));
const log = startEventLog(list, /** @type {Element} */ (list.parentElement));
document.querySelector('#clear-log')?.addEventListener('click', () => list.replaceChildren());

/** @type {Map<string | undefined, ReturnType<typeof startConnectionRow>>} */
const rows = new Map();
for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-connection]'))) {
  rows.set(row.dataset['connection'], startConnectionRow(row));
}

followUpdates({
  onUpdate(update) {
    rows.get(update.id)?.show(update);
    // A status that was read for a request of this page is not logged; one from a webhook is.
    const {id: connectionId, provider, status, statusReason, source} = update;
    if (source === 'webhook') log(source, {provider, status, statusReason, connectionId});
  },
  onReturn: () => rows.forEach(row => void row.refresh()),
});
