// The webhooks and failures of the control page: shows their state and maps controls to calls of the API.

import {call} from '/assets/calls.js';

/** The number of deliveries that are shown. The API returns more. */
const MAX_SHOWN = 12;

/** @typedef {{id: string, provider: string, event: string, url: string | null, state: string, createdAt: string, attempts: {status: number | null, error: string | null}[]}} Delivery */

const list = /** @type {HTMLElement} */ (document.querySelector('[data-deliveries]'));
const template = /** @type {HTMLTemplateElement} */ (document.querySelector('[data-delivery-template]'));
const emptyNote = /** @type {HTMLElement} */ (document.querySelector('[data-no-deliveries]'));

/** @param {Delivery} delivery */
function summaryOf({provider, createdAt, attempts, url}) {
  const when = new Date(createdAt).toLocaleTimeString();
  const last = attempts.at(-1);
  const outcome = last ? (last.error ?? `HTTP ${last.status}`) : url === null ? 'no URL' : 'pending';
  const tries = attempts.length > 1 ? `, ${attempts.length} attempts` : '';
  return `${provider} · ${when} · ${outcome}${tries}`;
}

/** @param {Delivery} delivery */
function lineOf(delivery) {
  const line = /** @type {HTMLElement} */ (template.content.cloneNode(true));
  /** @param {string} selector */
  const part = selector => /** @type {HTMLElement} */ (line.querySelector(selector));
  // Event names are long. They break after underscores.
  part('[data-event]').append(...delivery.event.split(/(?<=_)/).flatMap(word => [word, document.createElement('wbr')]));
  part('[data-summary]').textContent = summaryOf(delivery);
  part('[data-state]').textContent = delivery.state;
  part('[data-state]').dataset.state = delivery.state;
  part('[data-redeliver]').dataset.redeliver = delivery.id;
  part('[data-redeliver]').setAttribute('aria-label', `Send again: ${delivery.event}`);
  return line;
}

let shownState = '';

/**
 * Shows URLs, secrets and deliveries. The field in use keeps its value.
 * @param {{destinations: Record<string, {url: string | null, secret: string | null}>, deliveries: Delivery[]}} webhooks
 * @param {Element | null} inUse
 */
export function showWebhooks({destinations, deliveries}, inUse) {
  for (const [vendor, {url, secret}] of Object.entries(destinations)) {
    const field = /** @type {HTMLInputElement | null} */ (document.querySelector(`[data-webhook="${vendor}"]`));
    if (field && field !== inUse) field.value = url ?? '';
    const code = document.querySelector(`[data-secret="${vendor}"]`);
    if (code && code.textContent !== secret) code.textContent = secret;
  }
  const latest = deliveries.slice(0, MAX_SHOWN);
  const state = JSON.stringify(latest);
  // An unchanged list is not replaced, so that a button in it keeps the focus.
  if (state === shownState) return;
  shownState = state;
  list.replaceChildren(...latest.map(lineOf));
  emptyNote.hidden = latest.length > 0;
}

/**
 * Shows the failures that are set. The field in use keeps its value.
 * @param {Record<string, Record<string, number | null> | null>} faults
 * @param {Element | null} inUse
 */
export function showFaults(faults, inUse) {
  for (const [vendor, fault] of Object.entries(faults)) {
    const group = document.querySelector(`[data-fault="${vendor}"]`);
    // Without a status, the other fields are not sent to the server and keep their values.
    if (!group || group.contains(inUse) || (fault === null && fieldOf(group, 'status').value === '')) continue;
    for (const name of ['status', 'retryAfter', 'times']) fieldOf(group, name).value = String(fault?.[name] ?? '');
  }
}

/**
 * @param {Element} group
 * @param {string} name
 */
const fieldOf = (group, name) =>
  /** @type {HTMLInputElement | HTMLSelectElement} */ (group.querySelector(`[data-fault-field=${name}]`));

/**
 * The API call for a changed control, with the text that reports it. Null for other controls.
 * @param {HTMLInputElement} control
 * @returns {{done: string, change: () => Promise<unknown>} | null}
 */
export function changeOf(control) {
  const {webhook, faultField} = control.dataset;
  if (webhook) {
    const url = control.value.trim() || null;
    return {
      done: url ? `Webhooks of ${webhook} go to ${url}` : `Webhooks of ${webhook} are off`,
      change: () => call('PUT', '/control/webhooks', {[webhook]: url}),
    };
  }
  const group = /** @type {HTMLElement | null} */ (control.closest('[data-fault]'));
  if (!faultField || !group) return null;
  const vendor = group.dataset.fault ?? '';
  /** @param {string} name */
  const numberOf = name => (fieldOf(group, name).value === '' ? null : Number(fieldOf(group, name).value));
  const status = numberOf('status');
  const fault = status === null ? null : {status, retryAfter: numberOf('retryAfter'), times: numberOf('times')};
  return {
    done: fault ? `${vendor} answers ${fault.status}` : `${vendor} works`,
    change: () => call('PUT', '/control/faults', {[vendor]: fault}),
  };
}

/**
 * The API call for a button, with the text that reports it. Null for other buttons.
 * @param {HTMLElement} button
 * @returns {{done: string, change: () => Promise<unknown>} | null}
 */
export function clickOf({dataset: {rotate, redeliver}}) {
  if (rotate) {
    return {
      done: `The secret of ${rotate} is rotated`,
      change: () => call('POST', `/control/webhooks/${rotate}/rotate`),
    };
  }
  if (redeliver) {
    return {done: 'Sent again', change: () => call('POST', `/control/webhooks/${redeliver}/redeliver`)};
  }
  return null;
}
