// @ts-check
/**
 * A row of the list: shows the connection's current status, sets it on the element, and breaks the connection again.
 */

/** After any of these events the aggregator's status may have changed. */
const changes = ['exited-successful', 'exited-aborted', 'exited-errored', 'repair-confirmed', 'repair-unconfirmed'];

/** @typedef {{status?: string | null, statusReason?: string | null, tone: string}} Known */

/**
 * @param {HTMLElement} row
 * @returns {{show(known: Known): void, refresh(): Promise<boolean>}} `show` shows a status, `refresh` requests it
 */
export function startConnectionRow(row) {
  const url = `/demo/connections/${encodeURIComponent(row.dataset['connection'] ?? '')}`;
  const failure = /** @type {HTMLElement} */ (row.querySelector('.failure'));
  const breaker = /** @type {HTMLButtonElement | null} */ (row.querySelector('[data-break]'));
  const element = /** @type {import('../../src/index.js').BankReconnectElement} */ (
    row.querySelector('bank-reconnect')
  );
  /** Counts the updates, so that a slow answer never overwrites a newer one. */
  let updates = 0;

  /** @param {Known} known */
  function show(known) {
    updates += 1;
    draw(row, element, known);
  }

  /**
   * @param {RequestInit} [init]
   * @returns {Promise<boolean>} whether the server answered
   */
  async function refresh(path = url, init) {
    const update = ++updates;
    const known = await fetchJson(path, init);
    if (known !== undefined && update === updates) draw(row, element, known);
    return known !== undefined;
  }

  for (const name of changes) row.addEventListener(name, () => void refresh());

  let breaking = false;
  // The connection is not broken while a repair or its verification runs. Before its upgrade the element has no state.
  const isBlocked = () => breaking || (element.state ?? 'idle') !== 'idle';
  // The button keeps the focus, which `disabled` would remove.
  const showBlocked = () => breaker?.setAttribute('aria-disabled', String(isBlocked()));
  row.addEventListener('repair-state-changed', showBlocked);

  breaker?.addEventListener('click', async () => {
    if (isBlocked()) return;
    breaking = true;
    showBlocked();
    failure.textContent = '';
    const broken = await refresh(`${url}/break`, {method: 'POST'});
    breaking = false;
    showBlocked();
    if (!broken) failure.textContent = 'The connection could not be broken. The server’s console shows the reason.';
  });

  return {show, refresh: () => refresh()};
}

/**
 * Sets the aggregator's status and reason on the element, which shows their meaning and offers a repair.
 * @param {HTMLElement} row
 * @param {HTMLElement} element
 * @param {Known} known
 */
function draw(row, element, {status, statusReason, tone}) {
  row.dataset['tone'] = tone;
  const statusText = /** @type {HTMLElement} */ (row.querySelector('[data-status]'));
  const reasonText = /** @type {HTMLElement} */ (row.querySelector('[data-reason]'));
  statusText.textContent = status ?? 'UNREACHABLE';
  reasonText.textContent = statusReason ?? '';
  // A status that could not be read does not change the element.
  if (!status) return;
  element.setAttribute('status', status);
  if (statusReason) element.setAttribute('status-reason', statusReason);
  else element.removeAttribute('status-reason');
}

/**
 * @param {string} url
 * @param {RequestInit} [init]
 * @returns {Promise<Known | undefined>}
 */
async function fetchJson(url, init) {
  try {
    const response = await fetch(url, {...init, headers: {accept: 'application/json'}});
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
