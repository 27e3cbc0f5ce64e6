// @ts-check
/**
 * One row: keeps what is known of the connection up to date, for the person and for the element, and breaks it again.
 */

/** After any of these the aggregator may say something new. */
const changes = ['exited-successful', 'exited-aborted', 'exited-errored', 'repair-confirmed', 'repair-unconfirmed'];

/** @typedef {{status?: string | null, statusReason?: string | null, tone: string}} Known */

/**
 * @param {HTMLElement} row
 * @returns {{show(known: Known): void, ask(): Promise<boolean>}} what others tell it
 */
export function startConnectionRow(row) {
  const url = `/demo/connections/${encodeURIComponent(row.dataset['connection'] ?? '')}`;
  const failure = /** @type {HTMLElement} */ (row.querySelector('.failure'));
  const breaker = /** @type {HTMLButtonElement | null} */ (row.querySelector('[data-break]'));
  const element = /** @type {import('../../src/index.js').BankReconnectElement} */ (
    row.querySelector('bank-reconnect')
  );
  /** Counts what came in, so that a slow answer never overwrites what is newer. */
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
  // Breaking it while a repair or its verification runs would prove nothing. Before its upgrade the element has no state.
  const isBlocked = () => breaking || (element.state ?? 'idle') !== 'idle';
  // The button keeps the focus, which `disabled` would throw away.
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
 * The element says what the status means and whether a repair makes sense: it needs the aggregator's words alone.
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
  // What could not be read leaves the element as it was.
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
