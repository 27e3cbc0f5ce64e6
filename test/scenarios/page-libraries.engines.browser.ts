import '../helpers/left-behind.js';
import {expect} from '@open-wc/testing';
import {track} from '../helpers/fixture.js';
import {loadLibrary} from '../helpers/load-library.js';
import {installPlaid, openPlaid} from '../helpers/plaid-page.js';
import {until} from '../helpers/until.js';

installPlaid();

/** The part of Turbo that copies the page, which it calls at the start of a visit. */
interface Turbo {
  session: {view: {cacheSnapshot(): Promise<{element: Element}>}; drive: boolean};
}

const isDead = (html: string) => html.includes('plaid-link-iframe');

describe("Turbo's copy of a page with an overlay", () => {
  it('has no dead overlay, and the repair has ended as returned', async () => {
    const turbo = await loadLibrary<Turbo>('@hotwired/turbo/dist/turbo.es2017-umd.js', 'Turbo');
    turbo.session.drive = false;
    const {exit} = await openPlaid();
    expect(isDead(document.documentElement.outerHTML)).to.equal(true);
    const {element} = await turbo.session.view.cacheSnapshot();
    expect(element.innerHTML).to.contain('<bank-reconnect');
    expect(isDead(element.outerHTML)).to.equal(false);
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
  });
});

describe("htmx's copy of a page with an overlay", () => {
  const {href} = location;
  after(() => {
    history.replaceState(null, '', href);
    sessionStorage.clear();
  });

  it('has no dead overlay, and the repair has ended as returned', async () => {
    const htmx = await loadLibrary<{process(node: Element): void}>('htmx.org/dist/htmx.min.js', 'htmx');
    const link = track(document.createElement('button'));
    const target = track(document.createElement('div'));
    target.id = 'target';
    for (const [name, value] of Object.entries({
      'hx-get': '/test-config.json',
      'hx-push-url': 'true',
      'hx-target': '#target',
    })) {
      link.setAttribute(name, value);
    }
    htmx.process(link);
    const {exit} = await openPlaid();
    link.click();
    await until(() => target.textContent, "the answer's text");
    const copies = await until(() => sessionStorage.getItem('htmx-history-cache'), 'the copy');
    expect(copies).to.contain('<bank-reconnect');
    expect(isDead(copies)).to.equal(false);
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
  });
});
