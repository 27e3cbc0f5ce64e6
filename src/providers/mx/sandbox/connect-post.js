// How the widget talks to the pages around it.

/**
 * Posts to whoever framed or opened this page, addressed to the origin that it was opened from. A page that sends no
 * referrer hears nothing, and neither side is told.
 * @param {unknown} message
 */
export function post(message) {
  if (!document.referrer) return;
  const {origin} = new URL(document.referrer);
  window.parent.postMessage(message, origin);
  window.opener?.postMessage(message, origin);
}
