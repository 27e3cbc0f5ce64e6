// Posts the widget's messages to the embedding page.

/**
 * The origin of the embedding page. Unverified: which target origin Meld's widget uses. Without a referrer and without
 * ancestorOrigins (Firefox), the target is any origin.
 */
function targetOrigin() {
  const ancestor = location.ancestorOrigins?.[0];
  if (ancestor && ancestor !== 'null') return ancestor;
  return document.referrer ? new URL(document.referrer).origin : '*';
}

/** @param {Record<string, unknown>} fields */
function queryString(fields) {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    parts.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return parts.toString();
}

/**
 * @param {Record<string, unknown>} details
 * @param {string} place
 */
function placed(details, place) {
  if (Object.keys(details).length === 0 || place === 'top-level') return details;
  return {metadata: place === 'nested' ? details : queryString(details)};
}

/**
 * Posts one of the widget's own messages.
 * @param {{messages: string, metadata: string}} encoding
 * @param {'init' | 'debug' | 'error' | 'connect_complete'} eventName
 * @param {Record<string, unknown>} [details]
 */
export function post(encoding, eventName, details = {}) {
  const message = {domain: 'meld-connect', eventName, ...placed(details, encoding.metadata)};
  postEncoded(encoding, message);
}

/** Posts messages of the provider behind Meld, as Meld's widget does. They are not meant for the page. */
export function postProviderMessages() {
  window.parent.postMessage({domain: 'mx', eventName: 'connect/loaded'}, targetOrigin());
  window.parent.postMessage(JSON.stringify({mx: true, type: 'mx/connect/stepChange', metadata: {}}), targetOrigin());
}

/**
 * @param {Record<string, unknown>} message
 * @param {string} encoding
 */
function encoded(message, encoding) {
  if (encoding === 'string') return JSON.stringify(message);
  return encoding === 'query-string' ? queryString(message) : message;
}

/**
 * @param {{messages: string}} encoding
 * @param {Record<string, unknown>} message
 */
function postEncoded({messages}, message) {
  window.parent.postMessage(encoded(message, messages), targetOrigin());
}
