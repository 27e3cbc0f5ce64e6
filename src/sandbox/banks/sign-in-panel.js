// The sign-in that all widgets share: shows the step the server is at, sends what the person enters, tells the widget.

/**
 * @typedef {{id: string, name: string, mask: string, chosen: boolean}} Account
 * @typedef {{id: string, step: string, refusal: string | null, accounts: Account[], waiting: boolean, windows: number, result: any}} View
 * @typedef {object} Hooks
 * @property {string} bank the bank's name
 * @property {(kind: 'credentials' | 'code' | 'oauth' | 'accounts') => void} onSubmit the person submitted a step
 * @property {(view: View) => void} onView the server answered; after a step `dead` the widget shows what it has for it
 * @property {() => void} onCancel
 */

const POLL_MILLISECONDS = 700;

/** @type {Record<string, string>} */
const refusals = {
  'wrong-password': 'That username and password do not match. Check them and try again.',
  'wrong-code': 'That code is not right. Check it and try again.',
  locked: 'The bank has locked this account. Unlock it on the bank’s website first.',
  denied: 'You did not allow access. Sign in again to change that.',
  'no-account': 'Choose at least one account.',
  'timed-out': 'The bank’s window was left without an answer. Sign in again.',
};

/**
 * Calls the widget's own server; what is sent arrives even when the frame is taken away meanwhile.
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
  /** How many windows of the bank there had been when the last one was asked for. */
  let windowsBefore = -1;

  /** @param {string} selector */
  const part = selector => /** @type {any} */ (mount.querySelector(selector));
  // Only a person who is in here already is moved on: a page that embeds this keeps its focus, and with it its Escape key.
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
      ? `Waiting for your answer at ${hooks.bank} … Sign in again if its window is gone.`
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
      showAlert('The sign-in was lost. Close this and start again.');
    }
  }

  function openBank() {
    showAlert('');
    windowsBefore = current.windows;
    // The window goes to our own server first, which sends it on, so that it opens inside the click.
    const bankWindow = window.open(`${base}/window`, '_blank', 'popup,width=480,height=720');
    if (!bankWindow) {
      showAlert(`Your browser has blocked the window of ${hooks.bank}. Allow it and sign in again.`);
      return;
    }
    hooks.onSubmit('oauth');
    showWaiting(true);
    startPolling();
  }

  /** @param {View} view Whether the bank's window has not said anything yet, be it because it has yet to open. */
  const isUnanswered = ({step, waiting, refusal, windows}) =>
    waiting || (step === 'oauth' && (!refusal || windows <= windowsBefore));

  // Neither the window's `closed` nor its messages can be relied on: a bank may cut itself off from its opener.
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
