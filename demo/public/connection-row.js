// @ts-check
/**
 * One card: keeps the aggregator's word up to date and breaks the connection again.
 */

/** After any of these the aggregator may say something new. */
const changes = ['exited-successful', 'exited-aborted', 'exited-errored', 'repair-confirmed', 'repair-unconfirmed'];

/** @param {HTMLElement} row */
export function startConnectionRow(row) {
  const url = `/demo/connections/${encodeURIComponent(row.dataset['connection'] ?? '')}`;
  const word = /** @type {HTMLElement} */ (row.querySelector('[data-status]'));
  const failure = /** @type {HTMLElement} */ (row.querySelector('.failure'));
  const breaker = /** @type {HTMLButtonElement | null} */ (row.querySelector('[data-break]'));
  /** Counts the questions, so that a slow answer never overwrites a newer one. */
  let asked = 0;

  /**
   * @param {RequestInit} [init]
   * @returns {Promise<boolean>} whether an answer came
   */
  async function ask(path = url, init) {
    const turn = ++asked;
    const view = await fetchJson(path, init);
    if (view !== undefined && turn === asked) {
      word.textContent = view.status ?? 'UNREACHABLE';
      row.dataset['tone'] = view.tone;
    }
    return view !== undefined;
  }

  for (const name of changes) row.addEventListener(name, () => void ask());
  // Another tab may have repaired or broken it meanwhile.
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void ask());

  let breaking = false;
  const isBlocked = () => breaking || isRunning(row);
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
    if (broken) renewElement(row);
    else failure.textContent = 'The connection could not be broken. The server’s console says why.';
  });
}

/**
 * Whether a repair or its verification is under way, which taking the element away would end without a word.
 * @param {HTMLElement} row
 */
function isRunning(row) {
  const element = /** @type {import('../../src/index.js').BankReconnectElement} */ (
    row.querySelector('bank-reconnect')
  );
  // Before its upgrade the element has no state, and nothing runs.
  return (element.state ?? 'idle') !== 'idle';
}

/**
 * A fresh element forgets the success of the repair before: the same attributes, none of the state. One that was
 * started meanwhile stays.
 * @param {HTMLElement} row
 */
function renewElement(row) {
  if (isRunning(row)) return;
  const worn = /** @type {HTMLElement} */ (row.querySelector('bank-reconnect'));
  const fresh = /** @type {HTMLElement} */ (worn.cloneNode(false));
  // The attribute reads as empty once a nonce is in the document, so it has to be carried over by hand.
  fresh.nonce = worn.nonce ?? '';
  worn.replaceWith(fresh);
}

/**
 * @param {string} url
 * @param {RequestInit} [init]
 * @returns {Promise<{status?: string, tone: string} | undefined>}
 */
async function fetchJson(url, init) {
  try {
    const response = await fetch(url, {...init, headers: {accept: 'application/json'}});
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
