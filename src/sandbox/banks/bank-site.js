// The bank's page. It sends the person's answer to the bank, and goes back to the application or closes its window. The widget gets the answer from its own
// server, because this window may have no opener.

const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
const alert = /** @type {HTMLElement} */ (form.querySelector('[role=alert]'));

/**
 * Shows the answer, for browsers that keep the window open.
 * @param {string} answer
 */
function showAnswer(answer) {
  const heading = document.createElement('h1');
  heading.tabIndex = -1;
  heading.textContent = answer === 'allowed' ? 'Access allowed' : 'Access denied';
  const text = document.createElement('p');
  text.textContent = 'You can close this window now.';
  document.querySelector('main')?.replaceChildren(heading, text);
  heading.focus();
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  const answer = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value ?? 'allowed';
  alert.hidden = true;
  const response = await fetch(location.href, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({answer}),
  }).catch(() => null);
  const {returnTo = ''} = form.dataset;
  if (response?.ok && returnTo !== '') return location.replace(returnTo);
  if (response?.ok) {
    showAnswer(answer);
    window.close();
    return;
  }
  alert.textContent = response
    ? 'This request is answered or expired. Close this window and start again.'
    : 'The bank did not answer.';
  alert.hidden = false;
});
