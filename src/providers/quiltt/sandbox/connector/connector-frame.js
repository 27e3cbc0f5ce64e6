// The Connector inside its frame. It gets its options from the embedding page, shows the sign-in and reports the outcome.

import {showLogin} from '/assets/connector-login.js';
import {call, showSignIn} from '/assets/sign-in-panel.js';

const heading = /** @type {HTMLElement} */ (document.getElementById('heading'));
const pane = /** @type {HTMLElement} */ (document.getElementById('pane'));

const connectorId = location.pathname.split('/').at(-1);
const parameters = new URLSearchParams(location.search);

/** The host page's origin, from its first message. */
let host = '*';
/** @type {{token?: string, connectionId?: string, institution?: string} | null} */
let options = null;
/** @type {any} the server's answer to the opening of the session */
let session = {};
/** @type {ReturnType<typeof showSignIn> | null} */
let signIn = null;
/** The message type for leaving: an abort, or an error that blocks the person. */
let exitType = 'ExitAbort';
let over = false;

/**
 * Posts a message to the host page. Messages before a session contain no confidential data.
 * @param {string} type
 * @param {object} [more]
 */
const post = (type, more) => window.parent.postMessage({source: 'quiltt', type, ...session.metadata, ...more}, host);

/** Ends the session on the server, which then ignores later answers of the bank. */
function abandon() {
  const id = session.metadata?.connectorSession.id;
  if (id) void call(`/connector-session/${id}/cancel`, {}).catch(() => null);
}

function leave() {
  if (over) return;
  over = true;
  signIn?.stop();
  abandon();
  post(exitType);
}

/** @param {string} id */
function showPane(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  pane.replaceChildren(template.content.cloneNode(true));
  return pane;
}

function showError() {
  exitType = 'ExitError';
  heading.textContent = 'Something went wrong';
  const close = /** @type {HTMLElement} */ (showPane('pane-error').querySelector('[data-close]'));
  close.addEventListener('click', leave);
  close.focus();
}

function showInstitutions() {
  heading.textContent = 'Select your bank';
  const list = /** @type {HTMLElement} */ (showPane('pane-institutions').querySelector('ul'));
  for (const {id, name} of session.institutions) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = name;
    button.addEventListener('click', async () => {
      const path = `/connector-session/${session.metadata.connectorSession.id}/institution`;
      showBank(await call(path, {institutionId: id}));
    });
    const entry = document.createElement('li');
    entry.append(button);
    list.append(entry);
  }
}

/** @param {any} answer with `institution`, `brand` and `signIn` */
function showBank({institution, brand, signIn: view}) {
  heading.textContent = institution;
  document.body.dataset.brand = brand;
  signIn = showSignIn(pane, view, {
    bank: institution,
    onSubmit: () => undefined,
    onCancel: leave,
    onView: ({step, result}) => {
      if (step === 'dead') return showError();
      exitType = step === 'unavailable' ? 'ExitError' : 'ExitAbort';
      if (step !== 'done' || over) return;
      over = true;
      heading.textContent = 'All set';
      post('ExitSuccess', {connectionId: result.connectionId});
    },
  });
  signIn.focus();
}

async function open() {
  session = await call(`/connector/${connectorId}/session`, options ?? {});
  if (over) return abandon();
  if (session.step === 'login') {
    heading.textContent = 'Sign in';
    showLogin(showPane, connectorId ?? '', token => {
      options = {...options, token};
      void open();
    });
  } else if (session.step === 'error') showError();
  else if (session.step === 'institutions') showInstitutions();
  else showBank(session);
}

/** @param {any} given */
function start(given) {
  if (options) return;
  options = {token: given.token, connectionId: given.connectionId, institution: given.institution};
  void open();
}

document.getElementById('leave')?.addEventListener('click', leave);
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || over) return;
  if (session.settings?.escape !== 'silent') return leave();
  over = true;
  post('Escape');
});
// The only event of a frame that the page removes.
window.addEventListener('pagehide', () => {
  if (over) return;
  over = true;
  abandon();
});

window.addEventListener('message', event => {
  if (event.source !== window.parent || event.data?.source !== 'quiltt' || event.data.type !== 'Options') return;
  host = event.origin;
  start(event.data);
});

const inline = parameters.get('mode') === 'INLINE';
document.body.classList.toggle('inline', inline);
post('Load');
// A page that creates the frame without the script puts the options into the URL.
const embedder = parameters.get('embed_location') ?? '';
if (inline && URL.canParse(embedder)) {
  host = new URL(embedder).origin;
  start(Object.fromEntries(parameters));
}
