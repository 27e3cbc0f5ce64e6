// The sign-in panel that all widgets share. It shows the server's present step, sends the person's input and calls the
// widget's hooks.

/**
 * @typedef {{id: string, name: string, mask: string, chosen: boolean}} Account
 * @typedef {{id: string, step: string, refusal: string | null, accounts: Account[], waiting: boolean, windows: number, result: any}} View
 * @typedef {object} Hooks
 * @property {string} bank the bank's name
 * @property {(kind: 'credentials' | 'code' | 'oauth' | 'accounts') => void} onSubmit the person submitted a step
 * @property {(view: View) => void} onView the server answered; in the step `dead`, the widget shows its own error
 * @property {() => void} onCancel
 * @property {boolean} [ignoresBlocking] waits for the bank also when the browser has blocked its window
 * @property {() => Promise<void>} [goToBank] replaces the page by the bank's; without it the bank opens in a window
 */

const POLL_MILLISECONDS = 700;

/** @type {Record<string, string>} */
const refusals = {
  'wrong-password': 'That username and password do not match. Check them and try again.',
  'wrong-code': 'That code is not right. Check it and try again.',
  locked: 'The bank has locked this account. Unlock it on the bank’s website first.',
  denied: 'You did not allow access. Sign in again to change that.',
  'no-account': 'Choose at least one account.',
  'timed-out': 'The request in the bank’s window has expired. Sign in again.',
};

/**
 * Calls the widget's server. `keepalive` completes the request even when the frame is removed.
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 */
export async function call(path, body) {
  const response = await fetch(path, {
    method: body ? 'POST' : 'GET',
    ...(body && {keepalive: true, headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)}),
  });
  return response.json();
}

/**
 * Runs a sign-in inside the given element.
 * @param {HTMLElement} mount
 * @param {View} first
 * @param {Hooks} hooks
 * @returns {{view: () => View, focus: () => void, stop: () => void}}
 */
export function showSignIn(mount, first, hooks) {
  const base = `/sign-in/${first.id}`;
  let current = first;
  let shown = '';
  let stopped = false;
  /** @type {number | undefined} */
  let poll;
  /** The view's `windows` when the last window was requested. */
  let windowsBefore = -1;

  /** @param {string} selector */
  const part = selector => /** @type {any} */ (mount.querySelector(selector));
  // The focus only moves when it is in this frame already. The embedding page keeps its focus and its Escape key.
  const focus = () => document.hasFocus() && (part('input') ?? part('button') ?? mount).focus();

  /** @param {string} message */
  function showAlert(message) {
    const alert = part('[role=alert]');
    if (!alert) return;
    alert.textContent = message;
    alert.hidden = message === '';
    for (const input of mount.querySelectorAll('input')) {
      if (message === '') input.removeAttribute('aria-invalid');
      else input.setAttribute('aria-invalid', 'true');
    }
  }

  /** @param {boolean} busy */
  function setBusy(busy) {
    for (const button of mount.querySelectorAll('button[type=submit]')) button.toggleAttribute('disabled', busy);
  }

  /** @param {View} view */
  function show(view) {
    if (stopped) return;
    current = view;
    if (view.step === 'dead') {
      stop();
      return hooks.onView(view);
    }
    const fresh = view.step !== shown;
    if (fresh) showStep(view.step);
    setBusy(false);
    const down = `${hooks.bank} cannot be reached at the moment.`;
    showAlert(view.refusal === 'down' ? down : (refusals[view.refusal ?? ''] ?? ''));
    showWaiting(view.waiting);
    if (view.refusal === 'wrong-password' || view.refusal === 'wrong-code') {
      const secret = part('input[type=password]') ?? part('input');
      secret.value = '';
      secret.focus();
    } else if (fresh) focus();
    hooks.onView(view);
  }

  /** @param {string} step */
  function showStep(step) {
    shown = step;
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`step-${step}`));
    mount.replaceChildren(template.content.cloneNode(true));
    for (const name of mount.querySelectorAll('[data-bank]')) name.textContent = hooks.bank;
    part('.accounts')?.replaceChildren(...current.accounts.map(accountLine));
    part('form')?.addEventListener('submit', submit);
    part('[data-cancel]')?.addEventListener('click', () => hooks.onCancel());
  }

  /** @param {Account} account */
  function accountLine({id, name, mask, chosen}) {
    const line = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.name = 'accounts';
    box.value = id;
    box.checked = chosen;
    line.append(box, `${name} ···· ${mask}`);
    return line;
  }

  /** @param {boolean} waiting */
  function showWaiting(waiting) {
    const note = part('.waiting');
    if (!note) return;
    note.hidden = !waiting;
    note.querySelector('[role=status]').textContent = waiting
      ? `Waiting for your answer at ${hooks.bank} … Sign in again if its window is closed.`
      : '';
  }

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    if (current.step === 'oauth') return openBank();
    const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const fields = current.step === 'accounts' ? {accounts: data.getAll('accounts')} : Object.fromEntries(data);
    hooks.onSubmit(/** @type {'credentials' | 'code' | 'accounts'} */ (current.step));
    setBusy(true);
    try {
      const view = await call(`${base}/${current.step}`, fields);
      if (view.error) throw new Error(view.error);
      show(view);
    } catch {
      setBusy(false);
      showAlert('The sign-in has failed. Close this and start again.');
    }
  }

  function openBank() {
    showAlert('');
    if (hooks.goToBank) {
      hooks.onSubmit('oauth');
      setBusy(true);
      void hooks.goToBank().catch(() => {
        setBusy(false);
        showAlert(`The page of ${hooks.bank} cannot be opened here.`);
      });
      return;
    }
    windowsBefore = current.windows;
    // The window loads a redirect from the widget's server, so that it can open synchronously in the click.
    const bankWindow = window.open(`${base}/window`, '_blank', 'popup,width=480,height=720');
    if (!bankWindow && !hooks.ignoresBlocking) {
      showAlert(`Your browser has blocked the window of ${hooks.bank}. Allow it and sign in again.`);
      return;
    }
    hooks.onSubmit('oauth');
    showWaiting(true);
    startPolling();
  }

  /** @param {View} view Whether the request of the last window is not created or not answered yet. */
  const isUnanswered = ({step, waiting, refusal, windows}) =>
    waiting || (step === 'oauth' && (!refusal || windows <= windowsBefore));

  // The window's `closed` and its messages are not reliable, because a bank may disconnect the window from its opener.
  function startPolling() {
    clearInterval(poll);
    poll = setInterval(askServer, POLL_MILLISECONDS);
  }

  async function askServer() {
    const view = await call(base).catch(() => null);
    if (stopped || !view || view.error || isUnanswered(view)) return;
    clearInterval(poll);
    show(view);
  }

  function stop() {
    stopped = true;
    clearInterval(poll);
  }

  show(first);
  if (first.waiting) startPolling();
  return {view: () => current, focus, stop};
}
