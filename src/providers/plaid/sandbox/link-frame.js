// Link in a frame of the host's page: takes its orders from the page's script, and tells that how it ended.

import {exit, open} from '/assets/link-flow.js';

/** The host page's origin, known from its first message; nothing is told to any other. */
let host = '';

/** @param {object} message */
const post = message => window.parent.postMessage({link: 'plaid', ...message}, host);

const surface = {
  onOpened: (/** @type {object} */ metadata) => post({kind: 'opened', metadata}),
  onFinished: (/** @type {object} */ end) => post({kind: 'finished', ...end}),
};

window.addEventListener('message', event => {
  if (event.source !== window.parent || event.data?.link !== 'plaid') return;
  if (host !== '' && event.origin !== host) return;
  host = event.origin;
  if (event.data.kind === 'open') open(String(event.data.token), surface);
  if (event.data.kind === 'exit') void exit({force: event.data.force === true});
});

// The host's origin is not known yet, and this message says nothing.
window.parent.postMessage({link: 'plaid', kind: 'ready'}, '*');
