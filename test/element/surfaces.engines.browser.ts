import {expect} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import {record} from '../helpers/events.js';
import {part, announcement, shorten, textOf, track} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, message, openMeld, widgetUrl} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

/** The accessible name of an element. */
const nameOf = (node: HTMLElement): string => node.ariaLabel ?? node.getAttribute('aria-label') ?? '';

/** The focused element, also inside shadow roots. */
function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

afterEach(() => setViewport({width: 800, height: 700}));

describe('the modal surface', () => {
  it("is a modal dialog in the shadow root, named after the institution, with the widget's frame", async () => {
    const {element, frame} = await openMeld();
    const dialog = part<HTMLDialogElement>(element, 'dialog')!;
    expect(dialog.localName).to.equal('dialog');
    expect(dialog.matches(':modal')).to.equal(true);
    expect(dialog.getRootNode()).to.equal(element.shadowRoot);
    expect(nameOf(dialog)).to.contain('First Harbor');
    expect(dialog.contains(frame)).to.equal(true);
    expect(frame.src).to.equal(widgetUrl);
    expect(frame.title).to.contain('First Harbor');
  });

  it('has a visible close button named "Close" outside the frame', async () => {
    const {element} = await openMeld();
    const button = part(element, 'close')!;
    const {width, height} = button.getBoundingClientRect();
    expect(nameOf(button) || textOf(button)).to.equal('Close');
    expect(Math.min(width, height)).to.be.at.least(24);
    const {left, top} = button.getBoundingClientRect();
    const hit = element.shadowRoot!.elementFromPoint(left + width / 2, top + height / 2);
    expect(hit).to.equal(button);
  });

  it('takes the focus', async () => {
    const {element} = await openMeld();
    expect(part(element, 'dialog')!.contains(element.shadowRoot!.activeElement)).to.equal(true);
  });

  it('has a frame of the size that the vendor requires', async () => {
    await setViewport({width: 1000, height: 900});
    const {frame} = await openMeld();
    expect(frame.clientWidth).to.be.within(355, 362);
    expect(frame.clientHeight).to.be.within(625, 640);
  });

  it('fills the screen on phones', async () => {
    await setViewport({width: 375, height: 667});
    const {element} = await openMeld();
    const {width, height} = part(element, 'dialog')!.getBoundingClientRect();
    expect([Math.round(width), Math.round(height)]).to.deep.equal([innerWidth, innerHeight]);
  });

  it('fits into a window that is lower than the widget', async () => {
    await setViewport({width: 800, height: 520});
    const {element} = await openMeld();
    const {top, bottom} = part(element, 'dialog')!.getBoundingClientRect();
    expect(top).to.be.at.least(0);
    expect(bottom).to.be.at.most(innerHeight);
  });

  it('restores the focus of the button before the exit event', async () => {
    const element = await createMeld();
    const button = part(element, 'button')!;
    button.focus();
    await sendKeys({press: 'Enter'});
    await loadedFrame(element);
    expect(focused()).to.not.equal(button);
    let atExit: unknown;
    element.addEventListener('exited-aborted', () => (atExit = focused()));
    element.close();
    expect(atExit).to.equal(button);
  });

  it('restores the focus of an element of the page', async () => {
    const input = track(document.createElement('input'));
    input.focus();
    const {element, exit} = await openMeld();
    expect(focused()).to.not.equal(input);
    element.close();
    await exit;
    expect(focused()).to.equal(input);
  });

  it('prevents scrolling of the page until it is closed', async () => {
    const {element, exit} = await openMeld();
    expect(getComputedStyle(document.documentElement).overflowY).to.equal('hidden');
    element.close();
    await exit;
    expect(getComputedStyle(document.documentElement).overflowY).to.equal('visible');
    expect(document.documentElement.hasAttribute('style')).to.equal(false);
  });

  it('restores the styles of the page, with their priority, and the scroll position', async () => {
    const root = document.documentElement;
    root.style.cssText = 'overflow: auto scroll !important; color: red';
    const tall = document.createElement('div');
    tall.style.height = '3000px';
    track(tall);
    try {
      const before = root.style.cssText;
      root.scrollTop = 400;
      const {element, exit} = await openMeld();
      element.close();
      await exit;
      expect(root.style.cssText).to.equal(before);
      expect(root.scrollTop).to.equal(400);
    } finally {
      root.removeAttribute('style');
    }
  });

  it('gets the focus on another open()', async () => {
    const {element, events} = await openMeld();
    part(element, 'close')!.focus();
    void element.open();
    expect(element.shadowRoot!.activeElement).to.equal(part(element, 'frame'));
    expect(events.of('repair-requested')).to.have.length(1);
  });

  it('is removed from the shadow root at the exit', async () => {
    const {element, exit} = await openMeld();
    element.close();
    await exit;
    expect(element.shadowRoot!.querySelector('dialog, iframe')).to.equal(null);
  });

  it("sends the widget no more than the page's origin as the referrer", async () => {
    const {frame} = await openMeld();
    expect(frame.referrerPolicy).to.match(/origin/);
  });
});

describe('the inline surface', () => {
  const open = () => openMeld({display: 'inline'});

  it('is a named box in the page with a frame and a close button', async () => {
    const {element, events, frame} = await open();
    const box = part(element, 'dialog')!;
    expect(box.localName).to.not.equal('dialog');
    expect(element.shadowRoot!.querySelector('dialog')).to.equal(null);
    expect(nameOf(box)).to.contain('First Harbor');
    expect(box.contains(frame)).to.equal(true);
    expect(part(element, 'close')).to.not.equal(undefined);
    expect(events.one('widget-opened').display).to.equal('inline');
  });

  it('has a frame of the size that the vendor requires, also if display is set as a property', async () => {
    await setViewport({width: 1000, height: 900});
    const {frame} = await openMeld({}, {display: 'inline'});
    expect(frame.clientWidth).to.be.within(355, 362);
    expect(frame.clientHeight).to.be.within(625, 640);
  });

  it('does not prevent scrolling of the page', async () => {
    const before = document.documentElement.getAttribute('style');
    await open();
    expect(document.documentElement.getAttribute('style')).to.equal(before);
  });

  it('is closed by its button', async () => {
    const {element, exit} = await open();
    part(element, 'close')!.click();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
    expect(part(element, 'frame')).to.equal(undefined);
  });

  it('repairs a connection', async () => {
    const {exit, post} = await open();
    await post(message('init'), completeMessage);
    expect((await exit).type).to.equal('successful');
  });

  it('is not exclusive: two can be open, and each handles only the messages of its own frame', async () => {
    const first = await open();
    const second = await open();
    await second.post(message('init'));
    expect(first.element.state).to.equal('opening');
    expect(second.element.state).to.equal('open');
    await first.post(completeMessage);
    expect((await first.exit).type).to.equal('successful');
    expect(second.events.exits()).to.have.length(0);
  });

  it('restores the focus if it had the focus', async () => {
    const element = await createMeld({display: 'inline'});
    const events = record(element);
    const button = part(element, 'button')!;
    button.focus();
    const exit = element.open();
    const frame = await loadedFrame(element);
    frame.focus();
    element.close();
    await exit;
    expect(events.exits()).to.have.length(1);
    expect(focused()).to.equal(button);
  });

  it('keeps the focus on an element that the person has moved to', async () => {
    const input = track(document.createElement('input'));
    const {element, exit} = await open();
    input.focus();
    element.close();
    await exit;
    expect(focused()).to.equal(input);
  });
});

describe('a slow widget', () => {
  const openSlow = async (attributes: Record<string, string> = {}) => {
    shorten({slow: 20});
    const page = await openMeld(attributes);
    await until(() => part(page.element, 'retry'), 'Try again');
    return page;
  };

  for (const display of ['modal', 'inline']) {
    it(`(${display}) shows a message, "Try again" and "Close" beside the frame, and can still succeed`, async () => {
      const {element, events, frame, post, exit} = await openSlow({display});
      expect(announcement(element)).to.contain('longer than usual');
      expect(textOf(part(element, 'retry'))).to.equal('Try again');
      expect(textOf(part(element, 'cancel'))).to.equal('Close');
      const over = frame.getBoundingClientRect();
      const {bottom, top} = part(element, 'retry')!.getBoundingClientRect();
      expect(bottom <= over.top + 1 || top >= over.bottom - 1).to.equal(true);
      expect(events.exits()).to.have.length(0);
      await post(message('init'), completeMessage);
      expect((await exit).type).to.equal('successful');
    });
  }
});
