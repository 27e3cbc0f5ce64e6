// Link, in a frame and on its own page. It opens a session, shows the sign-in and reports the outcome to its surface.

import {exitStatuses, refusalErrors, viewNames} from '/assets/link-vocabulary.js';
import {call, showSignIn} from '/assets/sign-in-panel.js';

const heading = /** @type {HTMLElement} */ (document.getElementById('heading'));
const pane = /** @type {HTMLElement} */ (document.getElementById('pane'));

/**
 * @typedef {object} Surface where Link is shown
 * @property {(metadata: object) => void} onOpened
 * @property {(url: string) => void} [goToBank] replaces the host's page
 * @property {(end: any) => void} onFinished called once, with the outcome and all events
 */

/** @type {Surface} */
let surface;
/** @type {any} the server's answer to `/link/session` */
let session = null;
/** @type {any} */
let institution = null;
/** @type {any} the last error, until the person continues past it */
let lastError = null;
/** @type {{name: string, metadata: object}[]} the events for the end, without OPEN */
let events = [];
/** @type {object} */
let openMetadata = {};
/** @type {ReturnType<typeof showSignIn> | null} */
let signIn = null;
/** @type {string | null} */
let status = null;
/** @type {string} */
let shownStep = '';
let over = true;
/** Settles when Link is open. */
let opening = Promise.resolve();

/** The members of an event that only some events have. In Link they are null elsewhere. */
const noMetadata = {
  account_number_mask: null,
  error_type: null,
  error_code: null,
  error_message: null,
  exit_status: null,
  institution_id: null,
  institution_name: null,
  institution_search_query: null,
  is_update_mode: null,
  match_reason: null,
  mfa_type: null,
  routing_number: null,
  selection: null,
  view_name: null,
};

/** @param {object} [more] */
function metadataOf(more) {
  return {
    ...noMetadata,
    ...(institution && {institution_id: institution.institution_id, institution_name: institution.name}),
    ...more,
    link_session_id: session.linkSessionId,
    request_id: session.requestId,
    timestamp: new Date().toISOString(),
  };
}

/**
 * @param {string} name
 * @param {object} [more]
 */
const record = (name, more) => events.push({name, metadata: metadataOf(more)});

/** The events for the server. */
const allEvents = () => [{name: 'OPEN', metadata: openMetadata}, ...events];

const institutionMetadata = () => institution && {name: institution.name, institution_id: institution.institution_id};

const exitMetadata = () => ({
  institution: institutionMetadata(),
  status,
  link_session_id: session.linkSessionId,
  request_id: session.requestId,
});

/** @param {object} outcome */
function finish(outcome) {
  over = true;
  signIn?.stop();
  const {eventDelivery, exitAfterSuccess} = session.settings;
  surface.onFinished({
    events,
    outcome,
    eventDelivery,
    exitAfterSuccess,
    exitMetadata: {...exitMetadata(), status: null},
  });
}

/** Ends Link without a result. The host is notified after the server, because the exit can spend the token. */
async function leave() {
  if (over) return;
  over = true;
  record('EXIT', {exit_status: status, ...errorFields(lastError)});
  const report = {error: lastError, metadata: exitMetadata(), events: allEvents()};
  if (session.sessionId) await call(`/link/session/${session.sessionId}/cancel`, report).catch(() => null);
  finish({kind: 'exit', error: lastError, metadata: exitMetadata()});
}

/** @param {any} error */
const errorFields = error =>
  error && {error_type: error.error_type, error_code: error.error_code, error_message: error.error_message};

/**
 * @param {string} id
 * @param {string} title
 */
function showPane(id, title) {
  heading.textContent = title;
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  pane.replaceChildren(template.content.cloneNode(true));
  return /** @param {string} selector @param {() => void} action */ (selector, action) => {
    const button = /** @type {HTMLElement} */ (pane.querySelector(selector));
    button.addEventListener('click', action);
    return button;
  };
}

/** @param {any} view */
function onView(view) {
  if (view.step === 'dead') {
    session.error = view.result;
    return showDeadToken();
  }
  if (view.step !== shownStep) {
    shownStep = view.step;
    record('TRANSITION_VIEW', {view_name: viewNames[view.step], ...(view.step === 'code' && {mfa_type: 'code'})});
    heading.textContent = view.step === 'done' ? 'All set' : institution.name;
    status = exitStatuses[view.step] ?? status;
  }
  const refusalError = refusalErrors[view.refusal];
  if (refusalError) {
    const [error_type, error_code, error_message, display_message] = refusalError;
    lastError = {error_type, error_code, error_message, display_message};
    record('ERROR', errorFields(lastError));
  } else {
    lastError = null;
  }
  if (view.refusal === 'denied' || view.refusal === 'timed-out') record('FAIL_OAUTH');
  if (view.step !== 'done') return;
  over = true;
  status = null;
  record('HANDOFF');
  // The server has the result already. The request with the events completes even when this page is closed.
  void call(`/link/session/${session.sessionId}/events`, {events: allEvents()}).catch(() => null);
  finish({kind: 'success', publicToken: view.result.publicToken, metadata: view.result.metadata});
}

/** @param {any} answer with `institution`, `brand` and `signIn` */
function startSignIn(answer) {
  institution = answer.institution;
  document.body.dataset.brand = answer.brand;
  shownStep = '';
  status = 'requires_credentials';
  resume(answer.signIn);
}

/** @param {any} view */
function resume(view) {
  heading.textContent = institution.name;
  const {goToBank} = surface;
  const replacesPage = session.settings.oauthWindow === 'same' && goToBank;
  signIn = showSignIn(pane, view, {
    bank: institution.name,
    onView,
    onSubmit: kind => {
      if (kind === 'credentials') record('SUBMIT_CREDENTIALS');
      if (kind === 'code') record('SUBMIT_MFA', {mfa_type: 'code'});
      if (kind === 'oauth') record('OPEN_OAUTH');
    },
    onCancel: () => void leave(),
    ...(replacesPage && {
      goToBank: async () => {
        const {url} = await call(`/link/session/${session.sessionId}/oauth`, {});
        if (!url) throw new Error('no redirect URI');
        goToBank(url);
      },
    }),
  });
}

function showInstitutions() {
  // Plaid reports institution_not_found for every exit from this pane.
  status = 'institution_not_found';
  record('TRANSITION_VIEW', {view_name: 'SELECT_INSTITUTION'});
  const on = showPane('pane-institutions', 'Select your bank');
  on('[data-cancel]', () => void leave());
  for (const {id, name} of session.institutions) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = name;
    button.addEventListener('click', async () => {
      record('SELECT_INSTITUTION', {institution_id: id, institution_name: name});
      startSignIn(await call(`/link/session/${session.sessionId}/institution`, {institutionId: id}));
    });
    const entry = document.createElement('li');
    entry.append(button);
    pane.querySelector('ul')?.append(entry);
  }
  heading.focus();
}

function showDeadToken() {
  lastError = session.settings.deadTokenError ? session.error : null;
  record('ERROR', errorFields(session.error));
  const on = showPane('pane-error', 'Something went wrong');
  on('[data-close]', () => void leave()).focus();
}

/** Asks the person before leaving, as Link does after exit() without force. */
function confirmLeaving() {
  const id = signIn?.view().id;
  signIn?.stop();
  const on = showPane('pane-leave', 'Leave before you are done?');
  on('[data-leave]', () => void leave());
  // The state is fetched again, because the request in the bank's window can be answered meanwhile.
  on('[data-stay]', async () => (id ? resume(await call(`/sign-in/${id}`)) : showInstitutions())).focus();
}

/**
 * Ends Link without a result, if it is still open.
 * @param {{force: boolean}} options without `force`, Link asks the person first
 */
export async function exit({force}) {
  // The session must exist before it can be left.
  await opening;

  if (over) return;
  if (force || session.error) void leave();
  else confirmLeaving();
}

/**
 * Opens Link if it is not open.
 * @param {string} token
 * @param {Surface} where
 * @param {string} [receivedRedirectUri]
 */
export function open(token, where, receivedRedirectUri) {
  if (!over) return;
  surface = where;
  opening = begin(token, receivedRedirectUri);
}

/**
 * @param {string} token
 * @param {string} [receivedRedirectUri]
 */
async function begin(token, receivedRedirectUri) {
  events = [];
  institution = null;
  lastError = null;
  signIn = null;
  status = null;
  session = await call('/link/session', {linkToken: token, receivedRedirectUri});
  over = false;
  const mode = session.error ? {} : {is_update_mode: String(session.updateMode)};
  openMetadata = metadataOf(mode);
  surface.onOpened(openMetadata);
  if (session.error) showDeadToken();
  else if (session.signIn) startSignIn(session);
  else showInstitutions();
}
