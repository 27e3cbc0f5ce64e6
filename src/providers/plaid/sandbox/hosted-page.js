// Link on a page of its own, in a window or a tab: tells nobody how it ended, and gets out of the way.

import {open} from '/assets/link-flow.js';

const page = /** @type {HTMLElement} */ (document.querySelector('[data-link-token]'));
const {linkToken = '', completionRedirectUri = ''} = page.dataset;

/** Goes where the host wants, the same after a success and after an exit. */
function leavePage() {
  if (completionRedirectUri !== '') return location.replace(completionRedirectUri);
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById('pane-over'));
  document.getElementById('pane')?.replaceChildren(template.content.cloneNode(true));
  // A window that no script has opened stays, with what it shows now.
  window.close();
}

open(linkToken, {onOpened: () => undefined, onFinished: leavePage});
