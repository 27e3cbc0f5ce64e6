// Calls the control API and shows the results in the toast of the control page.

const TOAST_MILLISECONDS = 4000;

const toast = /** @type {HTMLElement} */ (document.querySelector('[data-toast]'));
/** @type {ReturnType<typeof setTimeout> | undefined} */
let toastTimer;

/**
 * @param {string} text
 * @param {{failed?: boolean}} [options]
 */
export function showToast(text, {failed = false} = {}) {
  clearTimeout(toastTimer);
  toast.textContent = text;
  toast.toggleAttribute('data-failed', failed);
  toastTimer = setTimeout(() => (toast.textContent = ''), TOAST_MILLISECONDS);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 */
export async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    ...(body && {headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)}),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}
