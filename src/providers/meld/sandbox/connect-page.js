// The widget. It opens a session with the connect token of its URL, shows the sign-in and posts messages to the
// embedding page.

import {post, postProviderMessages} from '/assets/connect-messages.js';
import {call, showSignIn} from '/assets/sign-in-panel.js';

const heading = /** @type {HTMLElement} */ (document.getElementById('heading'));
const pane = /** @type {HTMLElement} */ (document.getElementById('pane'));

const refusalTexts = {
  INVALID_TOKEN: 'This link is not valid.',
  TOKEN_EXPIRED: 'This link has expired.',
  TOKEN_USED: 'This link has been used before.',
};

/** @param {string} id */
function showPane(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  pane.replaceChildren(template.content.cloneNode(true));
}

/** @param {any} session */
function showRefused({encoding, refusal}) {
  heading.textContent = 'This did not work';
  showPane('pane-refused');
  /** @type {HTMLElement} */ (pane.querySelector('[role=alert]')).textContent = refusalTexts[refusal];
  post(encoding, 'error', {details: refusalTexts[refusal], reason: refusal});
}

/** @param {any} session */
function showCancelled({encoding}) {
  heading.textContent = 'Cancelled';
  showPane('pane-cancelled');
  const again = /** @type {HTMLElement} */ (pane.querySelector('[data-again]'));
  again.addEventListener('click', () => void start());
  again.focus();
  // The only sign of a cancel. Meld's documentation says that pages need not handle debug messages.
  post(encoding, 'debug', {details: 'customer cancelled the provider widget'});
}

/** @param {any} session */
function showBank(session) {
  const {encoding, institution} = session;
  heading.textContent = institution;
  document.body.dataset.brand = session.brand;
  const signIn = showSignIn(pane, session.signIn, {
    bank: institution,
    onSubmit: kind => post(encoding, 'debug', {details: `submitted ${kind}`}),
    onCancel: () => {
      signIn.stop();
      void call(`/sign-in/${session.signIn.id}/cancel`, {}).catch(() => null);
      showCancelled(session);
    },
    onView: view => {
      if (view.step === 'dead') return showRefused({encoding, refusal: view.result.refusal});
      if (view.refusal)
        post(encoding, 'error', {details: 'the bank did not let the customer in', reason: view.refusal});
      if (view.step !== 'done') return;
      heading.textContent = 'All set';
      if (view.result.connectComplete) post(encoding, 'connect_complete', view.result.complete);
    },
  });
  signIn.focus();
}

async function start() {
  const connectToken = new URLSearchParams(location.search).get('connectToken') ?? '';
  const session = await call('/session', {connectToken});
  post(session.encoding, 'init');
  if (session.refusal) return showRefused(session);
  postProviderMessages();
  showBank(session);
}

// Outside a frame, the widget does not start, because the real widget may load forever there.
if (window.parent !== window) void start();
