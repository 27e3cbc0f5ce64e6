// The control page. It sends changes to the control API and polls the API to show the present state.

import {call, showToast} from '/assets/calls.js';
import {changeOf, clickOf, showFaults, showWebhooks} from '/assets/webhooks.js';

const POLL_MILLISECONDS = 1500;
const NO_REASON = 'none';

/** @typedef {{provider: string, id: string, status: string, statusReason: string | null, bank: string, repairOutcome: string, healthy: boolean, updatedAt: string}} Connection */

/**
 * Makes a change, reports it in the toast and refreshes the page. A refused change shows the error and is reverted.
 * @param {string} done
 * @param {() => Promise<unknown>} change
 */
async function perform(done, change) {
  try {
    await change();
    showToast(done);
  } catch (error) {
    showToast(error instanceof Error ? error.message : String(error), {failed: true});
  }
  await refresh();
}

/**
 * @param {HTMLSelectElement} select
 * @param {string[]} values
 */
function offer(select, values) {
  if ([...select.options].map(option => option.value).join() === values.join()) return;
  select.replaceChildren(...values.map(value => new Option(value, value)));
}

/** @param {Connection} connection */
function showConnection(connection) {
  const card = /** @type {HTMLElement} */ (
    document.querySelector(`[data-connection="${connection.provider}/${connection.id}"]`)
  );
  const reasons = JSON.parse(card.dataset.reasons ?? '{}')[connection.status] ?? [];
  const badge = card.querySelector('[data-badge]');
  badge?.toggleAttribute('data-healthy', connection.healthy);
  const status = /** @type {HTMLElement} */ (card.querySelector('[data-field=status]'));
  if (status.textContent !== connection.status) status.textContent = connection.status;
  const updated = /** @type {HTMLTimeElement} */ (card.querySelector('[data-field=updatedAt]'));
  showTime(updated, connection.updatedAt);
  for (const select of card.querySelectorAll('select')) {
    const field = select.dataset.change;
    if (field === 'statusReason') {
      offer(
        select,
        [...new Set([...reasons, null])].map(reason => reason ?? NO_REASON),
      );
    }
    // A focused list keeps its value, except the list of reasons, whose options depend on the status.
    if (select !== document.activeElement || field === 'statusReason') select.value = connection[field] ?? NO_REASON;
  }
}

/**
 * Shows the present values of the variants. The control in use keeps its value.
 * @param {Record<string, Record<string, unknown>>} variants
 * @param {Element | null} inUse
 */
function showVariants(variants, inUse) {
  for (const control of document.querySelectorAll('[data-variant]')) {
    const input = /** @type {any} */ (control);
    const [vendor, name] = input.dataset.variant.split('.');
    const value = variants[vendor]?.[name];
    if (value === undefined || input === inUse) continue;
    if (input.type === 'checkbox') input.checked = value;
    else input.value = Array.isArray(value) ? value.join('\n') : value;
  }
}

/**
 * @param {HTMLTimeElement} element
 * @param {string} iso
 */
function showTime(element, iso) {
  element.dateTime = iso;
  element.textContent = new Date(iso).toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'medium'});
}

/** @param {Element | null} [inUse] the focused control, which keeps its value */
async function refresh(inUse = null) {
  const paths = ['connections', 'clock', 'variants', 'webhooks', 'faults'].map(name => `/control/${name}`);
  const [connections, clock, variants, webhooks, faults] = await Promise.all(paths.map(path => call('GET', path)));
  const shown = [...document.querySelectorAll('[data-connection]')].map(card => card.getAttribute('data-connection'));
  const present = connections.map((/** @type {Connection} */ {provider, id}) => `${provider}/${id}`);
  if (shown.join() !== present.join()) return location.reload();
  connections.forEach(showConnection);
  showVariants(variants, inUse);
  showWebhooks(webhooks, inUse);
  showFaults(faults, inUse);
  showTime(/** @type {HTMLTimeElement} */ (document.querySelector('[data-clock]')), clock.now);
  /** @type {HTMLElement} */ (document.querySelector('[data-ahead]')).textContent = clock.advancedSeconds;
}

/** @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} control */
function valueOf(control) {
  if (control instanceof HTMLInputElement) return control.type === 'checkbox' ? control.checked : control.valueAsNumber;
  const lines = control.value.split('\n').map(line => line.trim());
  return 'list' in control.dataset ? lines.filter(line => line !== '') : control.value;
}

document.addEventListener('change', event => {
  const control = /** @type {any} */ (event.target);
  const {change, variant} = control.dataset;
  const other = changeOf(control);
  if (other) void perform(other.done, other.change);
  if (change) {
    const value = change === 'statusReason' && control.value === NO_REASON ? null : control.value;
    const path = control.closest('[data-connection]').dataset.connection;
    void perform(`${change} is now ${control.value}`, () =>
      call('PATCH', `/control/connections/${path}`, {[change]: value}),
    );
  }
  if (variant) {
    const [vendor, name] = variant.split('.');
    void perform(`${variant} is set`, () => call('PATCH', '/control/variants', {[vendor]: {[name]: valueOf(control)}}));
  }
});

document.addEventListener('click', event => {
  const button = /** @type {HTMLElement} */ (event.target).closest('button');
  if (!button) return;
  const {advance, reset} = button.dataset;
  const other = clickOf(button);
  if (other) void perform(other.done, other.change);
  if (advance) {
    const advanceSeconds = Number(advance);
    void perform('The clock is advanced', () => call('POST', '/control/clock', {advanceSeconds}));
  }
  if (reset !== undefined) void call('POST', '/control/reset').then(() => location.reload());
});

// Polling errors are ignored. The page refreshes when the sandbox runs again.
const update = () => void refresh(document.activeElement).catch(() => undefined);
setInterval(update, POLL_MILLISECONDS);
update();
