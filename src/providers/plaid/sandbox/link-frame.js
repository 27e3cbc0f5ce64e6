// Link in a frame of the host's page. Link's script in the page opens it and gets its outcome, by messages.

import {exit, open} from '/assets/link-flow.js';

/** The host page's origin, which Link's script has added to the address. Messages come from it and go to it alone. */
const host = decodeURIComponent(location.hash.slice(1));

/** @param {object} message */
const post = message => window.parent.postMessage({link: 'plaid', ...message}, host);

const surface = {
  onOpened: (/** @type {object} */ metadata) => post({kind: 'opened', metadata}),
  goToBank: (/** @type {string} */ url) => post({kind: 'leave', url}),
  onFinished: (/** @type {object} */ end) => post({kind: 'finished', ...end}),
};

window.addEventListener('message', event => {
  if (event.source !== window.parent || event.origin !== host || event.data?.link !== 'plaid') return;
  if (event.data.kind === 'open') open(String(event.data.token), surface, event.data.receivedRedirectUri);
  if (event.data.kind === 'exit') void exit({force: event.data.force === true});
});

post({kind: 'ready'});
