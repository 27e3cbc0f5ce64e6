// @ts-check
/** The page of the demo: logs the tags' events, shows the status after a repair, and breaks a connection again. */

const names = [
  'repair-requested',
  'repair-state-changed',
  'widget-opened',
  'widget-loaded',
  'widget-event',
  'exited-successful',
  'exited-aborted',
  'exited-errored',
  'repair-confirmed',
  'repair-unconfirmed',
  'connection-removed',
];

const log = /** @type {HTMLOListElement} */ (document.querySelector('.log ol'));
const empty = /** @type {HTMLElement} */ (document.querySelector('.log .empty'));

for (const name of names) {
  document.addEventListener(name, event => event instanceof CustomEvent && addEntry(name, event.detail));
}
for (const card of document.querySelectorAll('.connection')) startCard(/** @type {HTMLElement} */ (card));

/**
 * @param {string} name
 * @param {Record<string, unknown>} detail
 */
function addEntry(name, {provider, repairId: _, ...facts}) {
  const entry = document.createElement('li');
  entry.dataset['event'] = name;
  entry.append(textIn('b', name), ' ', textIn('span', provider), textIn('code', spaced(facts)));
  log.append(entry);
  log.hidden = false;
  empty.hidden = true;
  log.scrollTop = log.scrollHeight;
}

/**
 * JSON in one line, with spaces between its members for line breaks.
 * @param {object} facts
 */
const spaced = facts => JSON.stringify(facts, null, 1).replace(/\n\s*/g, ' ');

/**
 * @param {string} tag
 * @param {unknown} text
 */
function textIn(tag, text) {
  const element = document.createElement(tag);
  element.textContent = String(text);
  return element;
}

/** @param {HTMLElement} card */
function startCard(card) {
  const tag = /** @type {HTMLElement} */ (card.querySelector('bank-reconnect'));
  const status = /** @type {HTMLElement} */ (card.querySelector('.status'));
  const breaker = /** @type {HTMLButtonElement} */ (card.querySelector('.break'));
  const broken = JSON.parse(card.dataset['broken'] ?? '');

  /** @param {{status?: string | null | undefined, statusReason?: string | null | undefined}} known */
  function show(known, isHealthy = false) {
    if (!known.status) return;
    tag.setAttribute('status', known.status);
    tag.setAttribute('status-reason', known.statusReason ?? '');
    status.textContent = known.status;
    card.toggleAttribute('data-healthy', isHealthy);
  }

  card.addEventListener('repair-confirmed', ({detail}) => show(detail, true));
  card.addEventListener('repair-unconfirmed', ({detail}) => show(detail));
  breaker.addEventListener('click', async () => {
    const answer = await fetch(card.dataset['control'] ?? '', {
      method: 'PATCH',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(broken),
    });
    if (answer.ok) show(broken);
  });
}
