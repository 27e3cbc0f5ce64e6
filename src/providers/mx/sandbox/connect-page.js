// The widget. It shows the server's present step, sends the person's actions and posts the server's messages.

import {post} from '/assets/connect-post.js';
import {call, showSignIn} from '/assets/sign-in-panel.js';

const POLL_MILLISECONDS = 500;
const PING_MILLISECONDS = 60_000;

const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const heading = /** @type {HTMLElement} */ (document.getElementById('heading'));
const pane = /** @type {HTMLElement} */ (document.getElementById('pane'));
const deleteButton = /** @type {HTMLElement} */ (main.querySelector('[data-delete]'));
const backButton = /** @type {HTMLElement} */ (document.querySelector('header [data-action=back]'));
const path = `/session/${main.dataset.session}`;

/** @type {Record<string, [pane: string, heading: string]>} the bank's name replaces an empty heading */
const panes = {
  search: ['pane-search', 'Choose your bank'],
  connecting: ['pane-connecting', ''],
  connected: ['pane-connected', 'All set'],
  actionableError: ['pane-error', ''],
  oauthError: ['pane-oauth-error', 'Something went wrong'],
  institutionStatusDetails: ['pane-unavailable', ''],
  deleteMemberSuccess: ['pane-deleted', 'Deleted'],
};

/** @type {Record<string, string>} */
const actionNames = {
  'update-credentials': 'Update credentials',
  retry: 'Try again',
  ok: 'OK',
  search: 'Return to institution selection',
};

/** @type {ReturnType<typeof showSignIn> | null} */
let panel = null;
/** @type {any} the server's last answer */
let current = null;
/** @type {number | undefined} */
let poll;
/** Serializes requests, so that messages are posted in their order. */
let queue = Promise.resolve();

/** @param {string} [action] without an action, only fetches the state */
function refresh(action) {
  queue = queue.then(async () => show(await call(path, action ? {action} : undefined))).catch(() => clearTimeout(poll));
  return queue;
}

/** @param {any} view */
function show(view) {
  if (view.error && !view.step) return;
  for (const message of view.posts) post(message);
  const before = current;
  current = view;
  document.body.dataset.brand = view.bank.brand;
  backButton.hidden = !view.canGoBack;
  deleteButton.hidden = !view.canDelete;
  if (view.signIn) showPanel(view, before);
  else if (before?.step !== view.step || view.step === 'actionableError') showStep(view);
  clearTimeout(poll);
  // The job and the bank's window end without an action in this page.
  if (view.step === 'connecting' || view.signIn?.waiting) poll = setTimeout(refresh, POLL_MILLISECONDS);
}

/**
 * @param {any} view
 * @param {any} before
 */
function showPanel(view, before) {
  heading.textContent = view.bank.name;
  // A visible panel shows the steps of its sign-in by itself.
  if (panel && before?.signIn?.id === view.signIn.id) return;
  panel?.stop();
  panel = showSignIn(pane, view.signIn, {
    bank: view.bank.name,
    // MX does not check the result of `window.open`: a person whose browser blocks the window sees the same as others.
    ignoresBlocking: true,
    onSubmit: kind => {
      if (kind !== 'oauth') return;
      /** @type {HTMLElement} */ (pane.querySelector('button[type=submit]')).textContent = actionNames['retry'] ?? '';
      poll = setTimeout(refresh, POLL_MILLISECONDS);
    },
    onView: () => void refresh(),
    onCancel: () => void refresh('cancel'),
  });
  panel.focus();
}

/** @param {any} view */
function showStep(view) {
  panel?.stop();
  panel = null;
  const [id, title] = panes[view.step];
  showPane(id);
  heading.textContent = title || view.bank.name;
  if (view.error) {
    /** @type {HTMLElement} */ (pane.querySelector('[data-text]')).textContent = view.error.text;
    const button = /** @type {HTMLElement} */ (pane.querySelector('[data-action]'));
    button.hidden = !view.error.action;
    button.dataset.action = view.error.action ?? '';
    button.textContent = actionNames[view.error.action] ?? '';
  }
  focusPane();
}

/** @param {string} id */
function showPane(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  pane.replaceChildren(template.content.cloneNode(true));
  for (const name of pane.querySelectorAll('[data-bank]')) name.textContent = current.bank.name;
}

/** The focus only moves when it is in this frame already. */
function focusPane() {
  if (document.hasFocus()) (pane.querySelector('button:not([hidden])') ?? heading).focus();
}

function askToDelete() {
  panel?.stop();
  panel = null;
  deleteButton.hidden = true;
  backButton.hidden = true;
  showPane('pane-delete');
  pane.querySelector('[data-keep]')?.addEventListener('click', () => {
    current = null;
    void refresh();
  });
  focusPane();
}

document.addEventListener('click', event => {
  const action = /** @type {HTMLElement} */ (event.target).closest('[data-action]')?.getAttribute('data-action');
  if (action) void refresh(action);
});
deleteButton.addEventListener('click', askToDelete);

// Embedding pages post JSON strings, as MX's app shells do. Objects are accepted too.
window.addEventListener('message', event => {
  if (event.source !== window.parent) return;
  let asked = event.data;
  try {
    if (typeof asked === 'string') asked = JSON.parse(asked);
  } catch {
    return;
  }
  if (asked?.type === 'mx/navigation' && asked.payload?.action === 'back') void refresh('navigate-back');
});

setInterval(() => void refresh('ping'), PING_MILLISECONDS);
void refresh();
