// Link in a frame of the host's page. Link's script in the page opens it and gets its outcome, by messages.

import {exit, open} from '/assets/link-flow.js';

/** The host page's origin, from its first message. All messages go to this origin. */
let host = '';

/** @param {object} message */
const post = message => window.parent.postMessage({link: 'plaid', ...message}, host);

const surface = {
  onOpened: (/** @type {object} */ metadata) => post({kind: 'opened', metadata}),
  goToBank: (/** @type {string} */ url) => post({kind: 'leave', url}),
  onFinished: (/** @type {object} */ end) => post({kind: 'finished', ...end}),
};

window.addEventListener('message', event => {
  if (event.source !== window.parent || event.data?.link !== 'plaid') return;
  if (host !== '' && event.origin !== host) return;
  host = event.origin;
  if (event.data.kind === 'open') open(String(event.data.token), surface, event.data.receivedRedirectUri);
  if (event.data.kind === 'exit') void exit({force: event.data.force === true});
});

// The host's origin is not known yet. The message contains no data.
window.parent.postMessage({link: 'plaid', kind: 'ready'}, '*');
