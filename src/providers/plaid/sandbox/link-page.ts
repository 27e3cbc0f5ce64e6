import {html} from 'hono/html';
import {bankSign} from '../../../sandbox/banks/bank-mark.js';
import {signInTemplates} from '../../../sandbox/banks/sign-in-panel.js';
import {renderPage} from '../../../sandbox/layout.js';

type Html = ReturnType<typeof html>;

/** The data for the script of Hosted Link's page. */
export interface HostedPageData {
  readonly linkToken: string;
  /** Empty when there is none. */
  readonly completionRedirectUri: string;
}

/** Link in a frame, which the script in the host's page controls by messages. */
export const framePage = (): Html => linkPage('link', 'link-frame.js', {linkToken: '', completionRedirectUri: ''});

/** Link on its own page: Hosted Link. */
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
        <p role="alert" class="alert">This session has ended. Close it and start again.</p>
        <button type="button" class="primary" data-close>Close</button>
      </template>
      <template id="pane-leave">
        <p class="lead">Your bank is not connected yet.</p>
        <button type="button" class="primary" data-stay>Stay</button>
        <button type="button" data-leave>Leave</button>
      </template>
      <template id="pane-ended">
        <p class="lead" role="status">You can close this window and go back to the application.</p>
      </template>
    `,
  });
}

/** The page at a Hosted Link URL that is used or expired. */
export function expiredPage(): Html {
  return renderPage({
    title: 'This link has expired',
    kind: 'link hosted-page',
    styles: ['/assets/widget-page.css', '/assets/link-page.css'],
    body: html`
      <div class="card">
        ${header()}
        <main>
          ${bankSign()}
          <h1>This link has expired</h1>
          <p class="lead">It is used or expired. Go back to the application and start again.</p>
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
