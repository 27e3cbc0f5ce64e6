// Hosted Link: Link on its own page, in a window or a tab. Its end is only reported by a webhook and /link/token/get.

import {open} from '/assets/link-flow.js';

const page = /** @type {HTMLElement} */ (document.querySelector('[data-link-token]'));
const {linkToken = '', completionRedirectUri = ''} = page.dataset;

/** Redirects to the host's URL or closes the window, after a success and after an exit. */
function leavePage() {
  if (completionRedirectUri !== '') return location.replace(completionRedirectUri);
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById('pane-ended'));
  document.getElementById('pane')?.replaceChildren(template.content.cloneNode(true));
  // Browsers do not close a window that no script has opened.
  window.close();
}

open(linkToken, {onOpened: () => undefined, onFinished: leavePage});
