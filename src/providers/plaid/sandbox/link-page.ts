import {html} from 'hono/html';
import {bankSign} from '../../../sandbox/banks/bank-mark.js';
import {signInTemplates} from '../../../sandbox/banks/sign-in-panel.js';
import {renderPage} from '../../../sandbox/layout.js';

type Html = ReturnType<typeof html>;

/** What the script of a page of its own is told. */
export interface HostedPageData {
  readonly linkToken: string;
  /** Empty for none. */
  readonly completionRedirectUri: string;
}

/** Link in a frame, which hears from the host's page what to do. */
export const framePage = (): Html => linkPage('link', 'link-frame.js', {linkToken: '', completionRedirectUri: ''});

/** Link on a page of its own. */
export const hostedPage = (data: HostedPageData): Html => linkPage('link hosted-page', 'hosted-page.js', data);

function linkPage(kind: string, script: string, {linkToken, completionRedirectUri}: HostedPageData): Html {
  return renderPage({
    title: 'Link',
    kind,
    styles: ['/assets/widget-page.css', '/assets/link-page.css'],
    scripts: [`/assets/${script}`],
    body: html`
      <div class="card" data-link-token="${linkToken}" data-completion-redirect-uri="${completionRedirectUri}">
        ${header()}
        <main>
          ${bankSign()}
          <h1 id="heading" tabindex="-1">One moment</h1>
          <div id="pane"><p class="loading" role="status">Loading …</p></div>
        </main>
        ${footer()}
      </div>
      ${signInTemplates()}
      <template id="pane-institutions">
        <p class="lead">Choose the bank you want to connect.</p>
        <ul class="institutions"></ul>
        <button type="button" data-cancel>Cancel</button>
      </template>
      <template id="pane-error">
        <p role="alert" class="alert">This session cannot be used any more. Close it and start again.</p>
        <button type="button" class="primary" data-close>Close</button>
      </template>
      <template id="pane-leave">
        <p class="lead">Your bank is not connected yet.</p>
        <button type="button" class="primary" data-stay>Stay</button>
        <button type="button" data-leave>Leave</button>
      </template>
      <template id="pane-over">
        <p class="lead" role="status">You can close this window and go back to where you came from.</p>
      </template>
    `,
  });
}

/** What an address shows that opens Link no more. */
export function expiredPage(): Html {
  return renderPage({
    title: 'This link is over',
    kind: 'link hosted-page',
    styles: ['/assets/widget-page.css', '/assets/link-page.css'],
    body: html`
      <div class="card">
        ${header()}
        <main>
          ${bankSign()}
          <h1>This link is over</h1>
          <p class="lead">It was used before, or it has expired. Go back to where you came from and start again.</p>
        </main>
        ${footer()}
      </div>
    `,
  });
}

const header = (): Html => html`
  <header>
    <span class="product">Link</span>
    <span class="marker">Sandbox</span>
  </header>
`;

const footer = (): Html => html`<footer>Stand-in for Plaid Link. Nothing leaves this machine.</footer>`;
