import {leftBehind} from '../helpers/left-behind.js';
import {expect} from '@open-wc/testing';
import {make, shorten, track} from '../helpers/fixture.js';
import {meldAttributes, tokenAnswer} from '../helpers/meld-page.js';
import {installPlaid, openPlaid, successMetadata} from '../helpers/plaid-page.js';
import {installQuiltt, openQuiltt} from '../helpers/quiltt-page.js';
import {shownDialog} from '../helpers/shown-dialog.js';
import {until} from '../helpers/until.js';

installPlaid();
installQuiltt();

/** Events that libraries dispatch before they copy the page. */
const COPY_EVENTS = [
  'turbo:before-cache',
  'turbolinks:before-cache',
  'livewire:navigating',
  'alpine:navigating',
  'htmx:beforeHistorySave',
];

const isDead = (html: string) => /plaid-link-iframe|quiltt--frame/.test(html);

/** Copies the page like such a library, in the task of its event. */
function copyPage(type: string): string {
  document.body.dispatchEvent(new CustomEvent(type, {bubbles: true}));
  return document.body.outerHTML;
}

describe('a page that is copied while an overlay is open', () => {
  for (const type of COPY_EVENTS) {
    it(`(${type}) has no dead overlay in the copy, and the repair ends as returned`, async () => {
      const {element, exit, events} = await openPlaid();
      expect(isDead(document.body.outerHTML)).to.equal(true);
      expect(isDead(copyPage(type))).to.equal(false);
      expect(await exit).to.have.nested.property('detail.reason', 'returned');
      expect(events.exits()).to.have.length(1);
      expect(element.state).to.equal('idle');
    });
  }

  it("has no dead overlay of Quiltt's in the copy", async () => {
    const {exit} = await openQuiltt();
    expect(isDead(copyPage('turbo:before-cache'))).to.equal(false);
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
  });

  it('has no dead dialog in the copy', async () => {
    const menu = track(document.createElement('div'));
    const element = track(make(meldAttributes, {fetchToken: () => tokenAnswer()}), menu);
    await element.updateComplete;
    const count = document.body.children.length;
    const exit = element.open();
    menu.style.display = 'none';
    await shownDialog();
    expect(document.body.children.length).to.equal(count + 1);
    document.body.dispatchEvent(new CustomEvent('turbo:before-cache', {bubbles: true}));
    expect(document.body.children.length).to.equal(count);
    element.close();
    expect((await exit).type).to.equal('aborted');
  });
});

describe('an overlay that the page removes', () => {
  it('ends the repair as returned, and leaves nothing behind', async () => {
    shorten({overlayGone: 20});
    const {element, link, exit} = await openPlaid();
    link.frame.remove();
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
    expect(link.calls).to.include('destroy');
    const {timers, documentSheets} = leftBehind(element);
    expect([timers, documentSheets]).to.deep.equal([0, 0]);
  });

  it('does not end the repair if the script puts it back', async () => {
    shorten({overlayGone: 10_000});
    const {element, link, exit} = await openPlaid();
    const {timers} = leftBehind(element);
    link.frame.remove();
    await until(() => leftBehind(element).timers > timers, 'the time limit');
    document.body.append(link.frame);
    await until(() => leftBehind(element).timers === timers, 'the end of the time limit');
    link.config.onSuccess('public', successMetadata);
    expect((await exit).type).to.equal('successful');
  });

  it("does not end the repair if it is the overlay of the page's own session", async () => {
    shorten({overlayGone: 1});
    const own = track(document.createElement('iframe'));
    own.id = 'plaid-link-iframe-99';
    const {element, link, exit} = await openPlaid();
    own.remove();
    link.config.onLoad!();
    link.config.onSuccess('public', successMetadata);
    expect((await exit).type).to.equal('successful');
    expect(element.state).to.equal('idle');
  });
});
