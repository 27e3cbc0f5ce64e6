import {readFileSync} from 'node:fs';
import {html} from 'hono/html';

/** The assets that a widget's page serves for the sign-in panel, by file name. */
export const signInAssets: Readonly<Record<string, string>> = {
  'sign-in-panel.js': readFileSync(new URL('./sign-in-panel.js', import.meta.url), 'utf8'),
  'widget-page.css': readFileSync(new URL('./widget-page.css', import.meta.url), 'utf8'),
};

/**
 * The steps of the sign-in, as templates. Only the present step is in the document, so that labels and button names are
 * unique.
 */
export function signInTemplates(): ReturnType<typeof html> {
  return html`
    <template id="step-credentials">
      <form novalidate>
        <p class="lead">Sign in with the details you use at <b data-bank></b>.</p>
        <p role="alert" class="alert" hidden></p>
        <label for="username">Username</label>
        <input id="username" name="username" autocomplete="off" autocapitalize="none" spellcheck="false" />
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="off" />
        <button type="submit" class="primary">Sign in</button>
        <button type="button" data-cancel>Cancel</button>
      </form>
    </template>
    <template id="step-code">
      <form novalidate>
        <p class="lead"><b data-bank></b> has sent a code to your phone ending in 42.</p>
        <p role="alert" class="alert" hidden></p>
        <label for="code">Code</label>
        <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" spellcheck="false" />
        <button type="submit" class="primary">Sign in</button>
        <button type="button" data-cancel>Cancel</button>
      </form>
    </template>
    <template id="step-oauth">
      <form novalidate>
        <p class="lead"><b data-bank></b> opens its own window to ask whether you allow access.</p>
        <p role="alert" class="alert" hidden></p>
        <p class="waiting" hidden><span class="spinner"></span><span role="status"></span></p>
        <button type="submit" class="primary">Sign in</button>
        <button type="button" data-cancel>Cancel</button>
      </form>
    </template>
    <template id="step-accounts">
      <form novalidate>
        <p class="lead" id="accounts-lead">Choose the accounts at <b data-bank></b> that you want to share.</p>
        <p role="alert" class="alert" hidden></p>
        <div class="accounts" role="group" aria-labelledby="accounts-lead"></div>
        <button type="submit" class="primary">Continue</button>
        <button type="button" data-cancel>Cancel</button>
      </form>
    </template>
    <template id="step-unavailable">
      <form novalidate>
        <p role="alert" class="alert"></p>
        <p class="lead">This is not your fault. Please try again later.</p>
        <button type="button" data-cancel>Cancel</button>
      </form>
    </template>
    <template id="step-done">
      <div class="done">
        <svg viewBox="0 0 48 48" width="56" height="56" aria-hidden="true">
          <circle cx="24" cy="24" r="23" />
          <path d="m15 24.5 6.2 6.2L33.5 18" />
        </svg>
        <p role="status">Your accounts at <b data-bank></b> are connected.</p>
      </div>
    </template>
  `;
}
