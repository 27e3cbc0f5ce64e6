import {leftBehind} from '../helpers/left-behind.js';
import {expect} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import type {BankReconnectElement} from '../../src/index.js';
import {record} from '../helpers/events.js';
import {make, shorten, track} from '../helpers/fixture.js';
import {completeMessage, message, meldAttributes, postFrom, tokenAnswer, untilLoaded} from '../helpers/meld-page.js';
import {installPlaid, openPlaid} from '../helpers/plaid-page.js';
import {findDialog, isHit, shownDialog} from '../helpers/shown-dialog.js';
import {until} from '../helpers/until.js';

installPlaid();

/** Whether the browser moves a frame without reloading it. */
const canMove = 'moveBefore' in document.body;

/** Ways in which a page hides the menu of a row. Each returns the menu and a function that hides it. */
const menus: Record<string, () => {menu: HTMLElement; hide(): void; show(): void}> = {
  'display: none'() {
    const menu = track(document.createElement('div'));
    return {menu, hide: () => (menu.style.display = 'none'), show: () => (menu.style.display = '')};
  },
  'a closed <details>'() {
    const menu = track(document.createElement('details'));
    menu.open = true;
    return {menu, hide: () => (menu.open = false), show: () => (menu.open = true)};
  },
  ...(CSS.supports('content-visibility', 'hidden') && {
    'content-visibility: hidden'() {
      const menu = track(document.createElement('div'));
      const set = (value: string) => menu.style.setProperty('content-visibility', value);
      return {menu, hide: () => set('hidden'), show: () => set('visible')};
    },
  }),
};

interface Menu {
  element: BankReconnectElement;
  menu: HTMLElement;
  hide(): void;
  show(): void;
  tokens(): number;
}

async function createMenu(name = 'display: none'): Promise<Menu> {
  const {menu, hide, show} = menus[name]!();
  let count = 0;
  const fetchToken = () => {
    count++;
    return tokenAnswer();
  };
  const element = track(make(meldAttributes, {fetchToken}), menu);
  await element.updateComplete;
  return {element, menu, hide, show, tokens: () => count};
}

const isScrollLocked = () => getComputedStyle(document.documentElement).overflowY === 'hidden';

/** Returns a function that returns how often the frame of the element's dialog has loaded. */
function countLoads(element: Element): () => number {
  let count = 0;
  const observer = new MutationObserver(() => {
    element.shadowRoot!.querySelector('iframe')?.addEventListener('load', () => count++);
    observer.disconnect();
  });
  element.addEventListener('widget-opened', () => {
    observer.observe(element.shadowRoot!.querySelector('dialog')!, {childList: true});
  });
  return () => count;
}

/** Clicks the middle of a node with the mouse. */
async function clickOn(node: Element): Promise<void> {
  const {left, top, width, height} = node.getBoundingClientRect();
  await sendMouse({type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)]});
}

describe('the tag in a menu that the page hides', () => {
  for (const name of Object.keys(menus)) {
    for (const moment of ['before the dialog opens', 'at once after it has opened']) {
      it(`(${name}, ${moment}) shows the dialog outside it, which a person can use and close`, async () => {
        const {element, hide, tokens} = await createMenu(name);
        const before = leftBehind(element);
        const exit = element.open();
        if (moment === 'before the dialog opens') hide();
        else element.addEventListener('widget-opened', hide);
        const {dialog, frame, closeButton} = await shownDialog();
        expect(dialog.matches(':modal')).to.equal(true);
        expect(dialog.getClientRects()).to.have.length(1);
        expect(isHit(frame)).to.equal(true);
        await clickOn(closeButton);
        expect(await exit).to.have.nested.property('detail.reason', 'closed');
        expect(tokens()).to.equal(1);
        expect(leftBehind(element)).to.deep.equal(before);
      });
    }

    it(`(${name}, while the person signs in) goes on, or ends as returned where no frame can be moved`, async () => {
      shorten({overlayGone: 50});
      const {element, hide} = await createMenu(name);
      const before = leftBehind(element);
      const loads = countLoads(element);
      const exit = element.open();
      const {dialog, frame} = await shownDialog();
      await untilLoaded(frame);
      await postFrom(frame.contentWindow!, message('init'));
      await until(loads, 'the load event');
      hide();
      if (canMove) {
        await until(() => dialog.checkVisibility(), 'the dialog');
        expect(dialog.matches(':modal')).to.equal(true);
        expect(isHit(frame)).to.equal(true);
        expect(loads()).to.equal(1);
        await postFrom(frame.contentWindow!, completeMessage);
        expect((await exit).type).to.equal('successful');
      } else {
        expect(await exit).to.have.nested.property('detail.reason', 'returned');
      }
      expect(isScrollLocked()).to.equal(false);
      expect(leftBehind(element)).to.deep.equal(before);
    });
  }

  it('opens the next dialog outside it at once, and Escape closes it', async () => {
    const {element, hide, show} = await createMenu();
    void element.open();
    hide();
    await shownDialog();
    element.close();
    show();
    const exit = element.open();
    const {dialog} = await shownDialog();
    expect(element.shadowRoot!.contains(dialog)).to.equal(false);
    await sendKeys({press: 'Escape'});
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });

  it('keeps its direction, language, font, colours and custom properties in the dialog outside', async () => {
    const {element, menu, hide} = await createMenu();
    Object.assign(menu, {dir: 'rtl', lang: 'ar'});
    menu.style.cssText = 'color-scheme: dark; --bank-reconnect-radius: 20px; --bank-reconnect-font: monospace';
    void element.open();
    hide();
    const {dialog} = await shownDialog();
    const {direction, fontFamily, colorScheme, borderTopLeftRadius} = getComputedStyle(dialog);
    expect([direction, fontFamily, colorScheme, borderTopLeftRadius]).to.deep.equal([
      'rtl',
      'monospace',
      'dark',
      '30px',
    ]);
    expect((dialog.getRootNode() as ShadowRoot).host).to.include({dir: 'rtl', lang: 'ar'});
  });

  it('is not affected by a move, which would reload a frame inside it', async () => {
    const {element, hide} = await createMenu();
    const exit = element.open();
    hide();
    const {frame} = await shownDialog();
    document.body.append(element);
    await untilLoaded(frame);
    await postFrom(frame.contentWindow!, completeMessage);
    expect((await exit).type).to.equal('successful');
  });

  describe('in a browser that cannot move a frame', () => {
    const {moveBefore} = Element.prototype as {moveBefore?: unknown};
    before(() => {
      if (moveBefore) Reflect.deleteProperty(Element.prototype, 'moveBefore');
    });
    after(() => {
      if (moveBefore) Object.assign(Element.prototype, {moveBefore});
    });

    it('asks for another token and shows the dialog outside, if the widget has not reported in', async () => {
      shorten({overlayGone: 50});
      const {element, hide, tokens} = await createMenu();
      const exit = element.open();
      const first = await shownDialog();
      hide();
      const {dialog, frame} = await until(async () => {
        const shown = await shownDialog();
        return shown.dialog === first.dialog ? undefined : shown;
      }, 'another dialog');
      expect(tokens()).to.equal(2);
      expect(isHit(dialog)).to.equal(true);
      await untilLoaded(frame);
      await postFrom(frame.contentWindow!, completeMessage);
      expect((await exit).type).to.equal('successful');
    });

    it('goes on if the page shows it again soon', async () => {
      shorten({overlayGone: 10_000});
      const {element, hide, show} = await createMenu();
      const exit = element.open();
      const {frame} = await shownDialog();
      const {timers} = leftBehind(element);
      hide();
      await until(() => leftBehind(element).timers > timers, 'the time limit');
      show();
      await until(() => leftBehind(element).timers <= timers, 'the end of the time limit');
      await untilLoaded(frame);
      await postFrom(frame.contentWindow!, completeMessage);
      expect((await exit).type).to.equal('successful');
    });
  });
});

describe('a page whose body is hidden', () => {
  it('gets an error that no retry can resolve, and stays as it was', async () => {
    const {element} = await createMenu();
    const before = leftBehind(element);
    document.body.style.display = 'none';
    try {
      const events = record(element);
      await element.open();
      const {error} = events.one('exited-errored');
      expect([error.code, error.retryable]).to.deep.equal(['invalid-configuration', false]);
      expect(error.message).to.contain('hides the dialog');
      expect(events.of('widget-opened')).to.have.length(0);
      expect(findDialog()).to.equal(undefined);
      expect(isScrollLocked()).to.equal(false);
    } finally {
      document.body.removeAttribute('style');
    }
    expect(leftBehind(element)).to.deep.equal(before);
  });
});

describe('a page that removes the place of the dialog', () => {
  it('ends the repair as returned, and can be used', async () => {
    shorten({overlayGone: 20});
    const {element, hide} = await createMenu();
    const exit = element.open();
    hide();
    const {dialog, frame} = await shownDialog();
    await untilLoaded(frame);
    await postFrom(frame.contentWindow!, message('init'));
    (dialog.getRootNode() as ShadowRoot).host.remove();
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
    expect(isScrollLocked()).to.equal(false);
  });
});

describe('a body without pointer events', () => {
  before(() => (document.body.style.pointerEvents = 'none'));
  after(() => document.body.removeAttribute('style'));

  it('does not take the pointer from the dialog', async () => {
    const {element} = await createMenu();
    const exit = element.open();
    const {frame, closeButton} = await shownDialog();
    expect(isHit(frame)).to.equal(true);
    await clickOn(closeButton);
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });

  it("does not take the pointer from a vendor's overlay, and gets no style of ours afterwards", async () => {
    const sheets = document.adoptedStyleSheets.length;
    const {element, link, exit} = await openPlaid();
    await until(() => isHit(link.frame), 'a hit');
    element.close();
    await exit;
    expect(document.adoptedStyleSheets).to.have.length(sheets);
  });
});
