// Posts the widget's messages to the embedding page and the opener.

/**
 * Posts a message to the parent and the opener, with the referrer's origin as the target. Without a referrer, no message
 * is posted and no error is reported.
 * @param {unknown} message
 */
export function post(message) {
  if (!document.referrer) return;
  const {origin} = new URL(document.referrer);
  window.parent.postMessage(message, origin);
  window.opener?.postMessage(message, origin);
}
