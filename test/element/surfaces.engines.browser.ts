import {expect} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import {record} from '../helpers/events.js';
import {part, said, shorten, textOf, track} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, message, openMeld, widgetUrl} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

/** The element whose text names another. */
const nameOf = (node: HTMLElement): string => node.ariaLabel ?? node.getAttribute('aria-label') ?? '';

/** What has the focus, down to the shadow roots. */
function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

afterEach(() => setViewport({width: 800, height: 700}));

describe('the modal surface', () => {
  it("is an open native dialog in the shadow root, named after the bank, with the widget's frame in it", async () => {
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

  it('has a visible close button named "Close", outside of the frame', async () => {
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

  it('gives the frame the size that the vendor asks for', async () => {
    await setViewport({width: 1000, height: 900});
    const {frame} = await openMeld();
    expect(frame.clientWidth).to.be.within(355, 362);
    expect(frame.clientHeight).to.be.within(625, 640);
  });

  it('takes the whole screen on phones', async () => {
    await setViewport({width: 375, height: 667});
    const {element} = await openMeld();
    const {width, height} = part(element, 'dialog')!.getBoundingClientRect();
    expect([Math.round(width), Math.round(height)]).to.deep.equal([innerWidth, innerHeight]);
  });

  it('fits into a window lower than the widget', async () => {
    await setViewport({width: 800, height: 520});
    const {element} = await openMeld();
    const {top, bottom} = part(element, 'dialog')!.getBoundingClientRect();
    expect(top).to.be.at.least(0);
    expect(bottom).to.be.at.most(innerHeight);
  });

  it('gives the focus back to the button that was used', async () => {
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

  it('gives the focus back to whatever of the page had it', async () => {
    const input = track(document.createElement('input'));
    input.focus();
    const {element, exit} = await openMeld();
    expect(focused()).to.not.equal(input);
    element.close();
    await exit;
    expect(focused()).to.equal(input);
  });

  it('keeps the page from scrolling, and lets it again', async () => {
    const {element, exit} = await openMeld();
    expect(getComputedStyle(document.documentElement).overflowY).to.equal('hidden');
    element.close();
    await exit;
    expect(getComputedStyle(document.documentElement).overflowY).to.equal('visible');
    expect(document.documentElement.hasAttribute('style')).to.equal(false);
  });

  it('restores what it found: styles of the page, with their priority, and the place', async () => {
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

  it('is brought to the front by another open()', async () => {
    const {element, events} = await openMeld();
    part(element, 'close')!.focus();
    void element.open();
    expect(element.shadowRoot!.activeElement).to.equal(part(element, 'frame'));
    expect(events.of('repair-requested')).to.have.length(1);
  });

  it('leaves nothing in the shadow root', async () => {
    const {element, exit} = await openMeld();
    element.close();
    await exit;
    expect(element.shadowRoot!.querySelector('dialog, iframe')).to.equal(null);
  });

  it('does not tell the widget more of the page than its origin', async () => {
    const {frame} = await openMeld();
    expect(frame.referrerPolicy).to.match(/origin/);
  });
});

describe('the inline surface', () => {
  const open = () => openMeld({display: 'inline'});

  it('is in the page, not modal, with a name, a frame and a close button', async () => {
    const {element, events, frame} = await open();
    const box = part(element, 'dialog')!;
    expect(box.localName).to.not.equal('dialog');
    expect(element.shadowRoot!.querySelector('dialog')).to.equal(null);
    expect(nameOf(box)).to.contain('First Harbor');
    expect(box.contains(frame)).to.equal(true);
    expect(part(element, 'close')).to.not.equal(undefined);
    expect(events.one('widget-opened').display).to.equal('inline');
  });

  it('has the size that the vendor asks for, also where display was set as a property', async () => {
    await setViewport({width: 1000, height: 900});
    const {frame} = await openMeld({}, {display: 'inline'});
    expect(frame.clientWidth).to.be.within(355, 362);
    expect(frame.clientHeight).to.be.within(625, 640);
  });

  it('does not keep the page from scrolling', async () => {
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

  it('succeeds like the modal one', async () => {
    const {exit, say} = await open();
    await say(message('init'), completeMessage);
    expect((await exit).type).to.equal('successful');
  });

  it('is not exclusive: two are open at the same time, and hear only their own frames', async () => {
    const first = await open();
    const second = await open();
    await second.say(message('init'));
    expect(first.element.state).to.equal('opening');
    expect(second.element.state).to.equal('open');
    await first.say(completeMessage);
    expect((await first.exit).type).to.equal('successful');
    expect(second.events.exits()).to.have.length(0);
  });

  it('gives the focus back when it had it', async () => {
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

  it('leaves the focus where the person has taken it', async () => {
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
    it(`(${display}) is said to be slow beside the frame, with Try again and Close, and is not killed`, async () => {
      const {element, events, frame, say, exit} = await openSlow({display});
      expect(said(element)).to.contain('longer than usual');
      expect(textOf(part(element, 'retry'))).to.equal('Try again');
      expect(textOf(part(element, 'cancel'))).to.equal('Close');
      const over = frame.getBoundingClientRect();
      const {bottom, top} = part(element, 'retry')!.getBoundingClientRect();
      expect(bottom <= over.top + 1 || top >= over.bottom - 1).to.equal(true);
      expect(events.exits()).to.have.length(0);
      await say(message('init'), completeMessage);
      expect((await exit).type).to.equal('successful');
    });
  }
});
