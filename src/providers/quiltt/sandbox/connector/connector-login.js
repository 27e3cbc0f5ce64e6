// The Connector's login, for pages without a session token. It asks for an e-mail address and the passcode sent to it.

/**
 * Shows the login.
 * @param {(id: string) => HTMLElement} showPane shows a template and returns its container
 * @param {string} connectorId
 * @param {(token: string) => void} onToken
 */
export function showLogin(showPane, connectorId, onToken) {
  const email = showForm(showPane('pane-login'), async fields => {
    const response = await send('POST', fields);
    if (response.status === 201) return onToken((await response.json()).token);
    if (response.status === 202) return askPasscode(fields);
    return messageFor(response.status, 'Enter a full e-mail address.');
  });
  email.focus();

  /** @param {Record<string, unknown>} contact */
  function askPasscode(contact) {
    const pane = showPane('pane-passcode');
    /** @type {HTMLElement} */ (pane.querySelector('[data-contact]')).textContent = String(contact.email);
    const passcode = showForm(pane, async fields => {
      const response = await send('PUT', {...contact, ...fields});
      if (response.status === 201) return onToken((await response.json()).token);
      return messageFor(response.status, 'That passcode is not correct.');
    });
    passcode.focus();
    return '';
  }

  /**
   * @param {string} method
   * @param {Record<string, unknown>} fields
   */
  const send = (method, fields) =>
    fetch('/v1/users/session', {
      method,
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({session: {clientId: connectorId, ...fields}}),
    });
}

/**
 * @param {number} status
 * @param {string} otherwise
 */
const messageFor = (status, otherwise) =>
  status === 429 ? 'You have signed in too often. Try again later.' : otherwise;

/**
 * Submits a form's fields and shows the returned error message.
 * @param {HTMLElement} pane
 * @param {(fields: Record<string, unknown>) => Promise<string | void>} submit
 * @returns {HTMLInputElement} its field
 */
function showForm(pane, submit) {
  const form = /** @type {HTMLFormElement} */ (pane.querySelector('form'));
  const alert = /** @type {HTMLElement} */ (form.querySelector('[role=alert]'));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const message = await submit(Object.fromEntries(new FormData(form))).catch(() => 'Quiltt did not answer.');
    alert.textContent = message ?? '';
    alert.hidden = !message;
  });
  return /** @type {HTMLInputElement} */ (form.querySelector('input'));
}
