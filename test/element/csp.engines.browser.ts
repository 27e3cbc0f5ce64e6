import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {create, part} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, postFrom} from '../helpers/meld-page.js';
import {createBrokenItem} from '../helpers/plaid-sandbox.js';
import {config} from '../helpers/test-config.js';

/** The violations of the page's policy. Documents in frames have policies of their own. */
const violations: string[] = [];

describe('a page with a strict policy', () => {
  before(async () => {
    // The nonce admits the script of Plaid's stand-in. The Trusted Types policies are those of the element and of lit.
    const policy = [
      `script-src 'self' 'nonce-abc'`,
      `style-src 'self'`,
      `frame-src ${config.origins.loopback} ${config.sandbox.origins.plaid}`,
      `require-trusted-types-for 'script'`,
      `trusted-types bank-reconnect lit-html`,
    ].join('; ');
    document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI, sourceFile}) =>
      violations.push(`${violatedDirective} ${blockedURI} ${sourceFile}`),
    );
    document.head.append(
      Object.assign(document.createElement('meta'), {httpEquiv: 'Content-Security-Policy', content: policy}),
    );
    // Checks that the policy is in force.
    const reported = new Promise(resolve =>
      document.addEventListener('securitypolicyviolation', resolve, {once: true}),
    );
    const frame = Object.assign(document.createElement('iframe'), {src: 'https://evil.example/'});
    document.body.append(frame);
    await reported;
    frame.remove();
  });

  beforeEach(() => (violations.length = 0));

  for (const display of ['modal', 'inline']) {
    it(`does not affect a repair in a frame (${display})`, async () => {
      const element = await createMeld({display});
      const exit = element.open();
      const frame = await loadedFrame(element);
      expect(getComputedStyle(part(element, 'dialog')!).display).to.equal('flex');
      await postFrom(frame.contentWindow!, completeMessage);
      expect((await exit).type).to.equal('successful');
      expect(violations).to.deep.equal([]);
    });
  }

  it("admits a vendor's script with the nonce", async () => {
    const item = await createBrokenItem();
    const element = await create(
      {'connection-id': 'conn_p', provider: 'plaid', 'sandbox-url': config.sandbox.url, nonce: 'abc'},
      {fetchToken: () => item.linkToken()},
    );
    const events = record(element);
    void element.open();
    await events.next('widget-loaded');
    expect(violations).to.deep.equal([]);
  });
});
