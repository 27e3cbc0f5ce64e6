// @ts-check
/**
 * A row: keeps the connection's status up to date, for the person and for the element, and breaks the connection again.
 */

/** After any of these events the aggregator's status may have changed. */
const changes = ['exited-successful', 'exited-aborted', 'exited-errored', 'repair-confirmed', 'repair-unconfirmed'];

/** @typedef {{status?: string | null, statusReason?: string | null, tone: string}} Known */

/**
 * @param {HTMLElement} row
 * @returns {{show(known: Known): void, ask(): Promise<boolean>}} `show` shows a status, `ask` requests it
 */
export function startConnectionRow(row) {
  const url = `/demo/connections/${encodeURIComponent(row.dataset['connection'] ?? '')}`;
  const failure = /** @type {HTMLElement} */ (row.querySelector('.failure'));
  const breaker = /** @type {HTMLButtonElement | null} */ (row.querySelector('[data-break]'));
  const element = /** @type {import('../../src/index.js').BankReconnectElement} */ (
    row.querySelector('bank-reconnect')
  );
  /** Counts the updates, so that a slow answer never overwrites a newer one. */
  let news = 0;

  /** @param {Known} known */
  function show(known) {
    news += 1;
    draw(row, element, known);
  }

  /**
   * @param {RequestInit} [init]
   * @returns {Promise<boolean>} whether an answer came
   */
  async function ask(path = url, init) {
    const turn = ++news;
    const known = await fetchJson(path, init);
    if (known !== undefined && turn === news) draw(row, element, known);
    return known !== undefined;
  }

  for (const name of changes) row.addEventListener(name, () => void ask());

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
    const broken = await ask(`${url}/break`, {method: 'POST'});
    breaking = false;
    showBlocked();
    if (!broken) failure.textContent = 'The connection could not be broken. The server’s console says why.';
  });

  return {show, ask: () => ask()};
}

/**
 * Sets the aggregator's status and reason on the element, which shows their meaning and offers a repair.
 * @param {HTMLElement} row
 * @param {HTMLElement} element
 * @param {Known} known
 */
function draw(row, element, {status, statusReason, tone}) {
  row.dataset['tone'] = tone;
  const word = /** @type {HTMLElement} */ (row.querySelector('[data-status]'));
  const reason = /** @type {HTMLElement} */ (row.querySelector('[data-reason]'));
  word.textContent = status ?? 'UNREACHABLE';
  reason.textContent = statusReason ?? '';
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
