// @ts-check
/**
 * The live log. The element's events bubble and are composed, so one listener per name on the document receives the events of
 * every element, including those that are added later.
 */

const names = [
  'repair-requested',
  'widget-opened',
  'widget-loaded',
  'widget-event',
  'exited-successful',
  'exited-aborted',
  'exited-errored',
  'repair-confirmed',
  'repair-unconfirmed',
  'connection-removed',
  'repair-state-changed',
];

const clock = new Intl.DateTimeFormat(undefined, {timeStyle: 'medium'});

/**
 * @param {HTMLOListElement} list
 * @param {Element} scroller the element that scrolls when the list grows
 * @returns {(name: string, facts: object) => void} adds an entry that is not an element's event
 */
export function startEventLog(list, scroller) {
  /**
   * @param {string} name
   * @param {object} facts
   */
  function log(name, facts) {
    list.append(entry(name, facts));
    scroller.scrollTop = scroller.scrollHeight;
  }
  for (const name of names) {
    document.addEventListener(name, event => event instanceof CustomEvent && log(name, event.detail));
  }
  return log;
}

/**
 * @param {string} name
 * @param {{provider?: string | null} & Record<string, unknown>} detail
 */
function entry(name, {provider, connectionId, repairId, ...rest}) {
  const item = document.createElement('li');
  item.dataset['event'] = name;
  const head = document.createElement('span');
  head.className = 'event-head';
  head.append(
    piece('span', 'event-name', name),
    piece('span', 'event-provider', provider ?? ''),
    piece('time', 'event-time', clock.format(new Date())),
  );
  item.append(head, piece('code', 'event-detail', compact({...rest, connectionId, repairId})));
  return item;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} text
 */
function piece(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** @param {Record<string, unknown>} detail */
function compact(detail) {
  return Object.entries(detail)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');
}
