import {expect} from '@open-wc/testing';
import {withClock, type Clock} from '../helpers/clock.js';
import {announcement, part, textOf} from '../helpers/fixture.js';
import {installWindows, windows} from '../helpers/popup-page.js';
import {setFocused, setHidden} from '../helpers/presence.js';
import {createToy} from '../helpers/toy-repair.js';

const SECOND = 1000;

installWindows();

/** An open window, from a page that has the focus. */
async function inWindow(clock: Clock) {
  setFocused(true);
  const page = await createToy({display: 'popup', 'institution-name': 'Meridian'});
  const {exit} = await page.open(clock);
  await page.element.updateComplete;
  return {...page, exit, popup: windows[0]!};
}

describe('a window that seems closed while the person is on the page', () => {
  it('aborts with the reason returned after a minute of grace, and the status is asked once more', () =>
    withClock(async clock => {
      const {popup, events, element, backend} = await inWindow(clock);
      popup.closed = true;
      await clock.advance(59 * SECOND);
      expect(element.state).to.equal('open');
      backend.status = 'ACTIVE';
      await clock.advance(2 * SECOND);
      expect(events.one('exited-aborted').reason).to.equal('returned');
      events.one('repair-confirmed');
      expect(element.state).to.equal('idle');
    }));

  it('lets a late success win', () =>
    withClock(async clock => {
      const {popup, events, backend} = await inWindow(clock);
      popup.closed = true;
      await clock.advance(59.5 * SECOND);
      backend.repair = 'completed';
      await clock.advance(2 * SECOND);
      events.one('exited-successful');
      expect(events.exits()).to.have.length(1);
    }));

  it('asks more often at first', () =>
    withClock(async clock => {
      const {popup, backend} = await inWindow(clock);
      await clock.advance(120 * SECOND);
      popup.closed = true;
      const {length} = backend.times;
      await clock.advance(5 * SECOND);
      expect(backend.times.length).to.be.at.least(length + 3);
    }));

  it('goes on if the person opens it again with the button', () =>
    withClock(async clock => {
      const {popup, element} = await inWindow(clock);
      popup.closed = true;
      await clock.advance(50 * SECOND);
      part(element, 'button')!.click();
      expect(windows).to.have.length(2);
      await clock.advance(120 * SECOND);
      expect(element.state).to.equal('open');
      windows[1]!.closed = true;
      await clock.advance(59 * SECOND);
      expect(element.state).to.equal('open');
      await clock.advance(3 * SECOND);
      expect(element.state).to.equal('idle');
    }));
});

describe('a window that seems closed because of Cross-Origin-Opener-Policy', () => {
  it('goes on while the person is in it, so that the page has no focus', () =>
    withClock(async clock => {
      const {popup, element, backend, events} = await inWindow(clock);
      popup.closed = true;
      setFocused(false);
      await clock.advance(600 * SECOND);
      expect(element.state).to.equal('open');
      backend.repair = 'completed';
      await clock.advance(12 * SECOND);
      events.one('exited-successful');
    }));

  it('goes on if the person only looks at the page and goes back to it', () =>
    withClock(async clock => {
      const {popup, element} = await inWindow(clock);
      popup.closed = true;
      for (let count = 0; count < 4; count++) {
        setFocused(true);
        await clock.advance(40 * SECOND);
        setFocused(false);
        await clock.advance(40 * SECOND);
      }
      expect(element.state).to.equal('open');
    }));

  it('aborts with the reason returned when the token expires', () =>
    withClock(async clock => {
      const {popup, events} = await inWindow(clock);
      popup.closed = true;
      setFocused(false);
      await clock.advance(1801 * SECOND);
      expect(events.one('exited-aborted').reason).to.equal('returned');
    }));

  it('is over for a person who uses the page, although the browser calls it hidden', () =>
    withClock(async clock => {
      const {popup, events} = await inWindow(clock);
      setHidden(true);
      setFocused(false);
      popup.closed = true;
      for (let count = 0; count < 4; count++) {
        document.body.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}));
        await clock.advance(20 * SECOND);
      }
      expect(events.one('exited-aborted').reason).to.equal('returned');
    }));
});

describe('"I have finished"', () => {
  it('asks at once, says so, and aborts with the reason returned without a result', () =>
    withClock(async clock => {
      const {element, events, backend} = await inWindow(clock);
      await clock.advance(120 * SECOND);
      const {length} = backend.times;
      part(element, 'finished')!.click();
      await element.updateComplete;
      expect(announcement(element)).to.equal('Checking the connection…');
      await clock.advance(3 * SECOND);
      expect(backend.times.length).to.be.at.least(length + 2);
      await clock.advance(20 * SECOND);
      expect(events.one('exited-aborted').reason).to.equal('returned');
      expect(windows[0]!.closed).to.equal(true);
    }));

  it('ends with a success that the status shows in time', () =>
    withClock(async clock => {
      const {element, events, backend} = await inWindow(clock);
      part(element, 'finished')!.click();
      await clock.advance(9 * SECOND);
      backend.repair = 'completed';
      await clock.advance(3 * SECOND);
      events.one('exited-successful');
    }));

  it('ends although the backend does not answer', () =>
    withClock(async clock => {
      const {element, events, backend} = await inWindow(clock);
      backend.isHanging = true;
      await clock.advance(12 * SECOND);
      part(element, 'finished')!.click();
      await clock.advance(60 * SECOND);
      expect(events.one('exited-aborted').reason).to.equal('returned');
    }));

  it('ends although the backend asks for a pause of an hour', () =>
    withClock(async clock => {
      const headers = {'retry-after': '3600'};
      const page = await createToy({display: 'popup'}, {fetchStatus: () => new Response('{}', {status: 429, headers})});
      await page.open(clock);
      await clock.advance(12 * SECOND);
      await page.element.updateComplete;
      part(page.element, 'finished')!.click();
      await clock.advance(22 * SECOND);
      expect(page.events.one('exited-aborted').reason).to.equal('returned');
    }));

  it('is taken back by the button that continues in the window', () =>
    withClock(async clock => {
      const {element, popup} = await inWindow(clock);
      part(element, 'finished')!.click();
      await clock.advance(5 * SECOND);
      part(element, 'button')!.click();
      await element.updateComplete;
      expect(announcement(element)).to.equal('Please continue in the other window.');
      expect(popup.focused).to.equal(1);
      await clock.advance(120 * SECOND);
      expect(element.state).to.equal('open');
    }));

  it('stands beside "Cancel", and not beside "Try again"', () =>
    withClock(async clock => {
      const {element} = await inWindow(clock);
      const labels = ['finished', 'cancel', 'retry'].map(name => textOf(part(element, name)));
      expect(labels).to.deep.equal(['I have finished', 'Cancel', '']);
    }));
});
