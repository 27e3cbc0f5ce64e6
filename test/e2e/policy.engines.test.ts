import {it} from 'node:test';
import {inEachEngine} from './support/each-engine.js';
import {signIn} from './support/repair-page.js';
import {tagFor} from './support/site.js';

const NONCE = 'cjRuZDBtLW5vbmNl';

/** The sources of scripts that the policy admits beside those with the nonce. */
const sources = {
  "the scripts that they load ('strict-dynamic')": "'strict-dynamic'",
  'those of its own origin': "'self'",
};

inEachEngine('a page with Trusted Types and a strict policy', withFixture => {
  for (const [name, source] of Object.entries(sources)) {
    it(
      `that admits scripts with its nonce and ${name} repairs both connections`,
      withFixture(async ({page, servers}) => {
        const policy = [
          "default-src 'none'",
          `script-src 'nonce-${NONCE}' ${source}`,
          "connect-src 'self'",
          'frame-src http://127.0.0.1:*',
          "base-uri 'none'",
          "require-trusted-types-for 'script'",
          'trusted-types bank-reconnect',
        ];
        const tags = tagFor('plaid', servers, `nonce="${NONCE}"`) + tagFor('meld', servers, `nonce="${NONCE}"`);
        const script = `<script type="module" src="/dist/bank-reconnect.js" nonce="${NONCE}"></script>`;
        const site = servers.serve({
          '/': {
            html: `<!doctype html><title>Host</title>${script}${tags}`,
            headers: {'content-security-policy': policy.join('; ')},
          },
        });
        await page.goto(`${site.url}/`);
        for (const [index, provider] of (['plaid', 'meld'] as const).entries()) {
          await page.reconnect(provider);
          await signIn(await page.widget(provider));
          await page.waitForEvent('repair-confirmed', index + 1);
        }
      }),
    );
  }
});
