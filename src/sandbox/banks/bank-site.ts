import {readFileSync} from 'node:fs';
import {Hono} from 'hono';
import {html} from 'hono/html';
import {bodyOf} from '../http.js';
import {pageHeaders, renderPage, serveAssets} from '../layout.js';
import type {Authorization, Authorizations} from './authorizations.js';
import {bankMark} from './bank-mark.js';

const bankCss = readFileSync(new URL('./bank-site.css', import.meta.url), 'utf8');
const bankScript = readFileSync(new URL('./bank-site.js', import.meta.url), 'utf8');

/** The banks' web site, with the window in which a person allows or denies access. */
export function bankSite(authorizations: Authorizations): Hono {
  const app = new Hono();
  serveAssets(app, {'bank-site.css': bankCss, 'bank-site.js': bankScript});

  app.get('/authorize/:id', c => {
    const authorization = authorizations.find(c.req.param('id'));
    const open = authorization && authorizations.state(authorization.id) === 'pending' ? authorization : undefined;
    // Every response of such a bank has the header. A response without it would reconnect the window to its opener.
    const isolation = authorization?.coop ? {'Cross-Origin-Opener-Policy': 'same-origin'} : {};
    const page = open ? consentPage(open) : expiredPage(authorization);
    return c.html(page, open ? 200 : 410, {...pageHeaders("'none'"), ...isolation});
  });

  app.post('/authorize/:id', async c => {
    const answer = (await bodyOf(c.req.raw))?.['answer'];
    if (answer !== 'allowed' && answer !== 'denied') return c.json({error: 'answer must be allowed or denied'}, 400);
    return authorizations.answer(c.req.param('id'), answer)
      ? c.json({answer})
      : c.json({error: 'This request is answered or expired.'}, 410);
  });

  return app;
}

function consentPage({bank, applicant, id, returnTo}: Authorization): ReturnType<typeof html> {
  return renderPage({
    title: `Share your accounts - ${bank.name}`,
    kind: 'bank',
    brand: bank.brand,
    styles: ['/assets/bank-site.css'],
    scripts: ['/assets/bank-site.js'],
    body: html`
      <header>${bankMark(bank)} <span class="marker">Sandbox</span></header>
      <main>
        <h1>Share your accounts with ${applicant}?</h1>
        <p>You are signed in at ${bank.name}. If you allow it, ${applicant} can see:</p>
        <ul class="scopes">
          <li>Account names and numbers</li>
          <li>Balances</li>
          <li>Transactions of the last 24 months</li>
        </ul>
        <p class="fine">${applicant} cannot move money. You can withdraw this at any time.</p>
        <form data-authorization="${id}" data-return-to="${returnTo ?? ''}">
          <p role="alert" class="alert" hidden></p>
          <button type="submit" class="primary" value="allowed">Allow</button>
          <button type="submit" value="denied">Deny</button>
        </form>
      </main>
    `,
  });
}

function expiredPage(authorization: Authorization | undefined): ReturnType<typeof html> {
  return renderPage({
    title: 'This request is no longer valid',
    kind: 'bank',
    brand: authorization?.bank.brand ?? '',
    styles: ['/assets/bank-site.css'],
    body: html`
      <header>${authorization ? bankMark(authorization.bank) : ''} <span class="marker">Sandbox</span></header>
      <main>
        <h1>This request is no longer valid</h1>
        <p>It has been answered before or has expired. Close this window and start again.</p>
      </main>
    `,
  });
}
