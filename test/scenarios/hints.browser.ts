import {expect} from '@open-wc/testing';
import {withClock, type Clock} from '../helpers/clock.js';
import {part} from '../helpers/fixture.js';
import {installWindows, windows} from '../helpers/popup-page.js';
import {setHidden, setOnline} from '../helpers/presence.js';
import {createToy} from '../helpers/toy-repair.js';

const MINUTE = 60_000;

installWindows();

/** A success whose verification has begun. */
async function verifying(clock: Clock) {
  const page = await createToy();
  await page.open(clock);
  page.widget().end({type: 'successful', result: {}});
  await clock.until(() => page.element.state === 'verifying', 'the verification');
  return page;
}

const hints: Record<string, () => void> = {
  'navigator.onLine is false although the network works': () => setOnline(false),
  'visibilityState is hidden for good': () => setHidden(true),
  'both are wrong': () => {
    setOnline(false);
    setHidden(true);
  },
};

for (const [hint, give] of Object.entries(hints)) {
  describe(`a page where ${hint}`, () => {
    it('confirms a repair', () =>
      withClock(async clock => {
        give();
        const {backend, events, element} = await verifying(clock);
        await clock.advance(10_000);
        backend.status = 'ACTIVE';
        await clock.advance(30_000);
        expect(events.one('repair-confirmed').status).to.equal('ACTIVE');
        expect(element.state).to.equal('idle');
      }));

    it('says that a repair is unconfirmed, and asks at least twice a minute until then', () =>
      withClock(async clock => {
        give();
        const {events, element, gaps} = await verifying(clock);
        await clock.advance(10.5 * MINUTE);
        expect(events.one('repair-unconfirmed').reason).to.equal('still-broken');
        expect(element.state).to.equal('idle');
        expect(Math.max(...gaps())).to.be.at.most(30_000);
      }));

    it('learns the result of a repair in a window, and says that its token has expired', () =>
      withClock(async clock => {
        give();
        const first = await createToy({display: 'popup'});
        await first.open(clock);
        await clock.advance(MINUTE);
        first.backend.repair = 'completed';
        await clock.advance(30_000);
        first.events.one('exited-successful');
        first.element.remove();
        const second = await createToy({display: 'popup'});
        await second.open(clock);
        await clock.advance(30.5 * MINUTE);
        expect(second.events.one('exited-errored').error.code).to.equal('token-expired');
        expect(windows.every(({closed}) => closed)).to.equal(true);
      }));
  });
}

describe('a page without a network', () => {
  it('asks every 15 to 30 seconds, and at once when the network is back', () =>
    withClock(async clock => {
      setOnline(false);
      const page = await createToy();
      page.backend.isReachable = false;
      await page.open(clock);
      page.widget().end({type: 'successful', result: {}});
      await clock.advance(5 * MINUTE);
      for (const gap of page.gaps()) expect(gap).to.be.within(15_000, 30_000);
      expect(page.element.state).to.equal('verifying');
      Object.assign(page.backend, {isReachable: true, status: 'ACTIVE'});
      setOnline(true);
      await clock.advance(1000);
      page.events.one('repair-confirmed');
    }));

  it('ends the verification in ten minutes', () =>
    withClock(async clock => {
      setOnline(false);
      const page = await createToy();
      page.backend.isReachable = false;
      await page.open(clock);
      page.widget().end({type: 'successful', result: {}});
      await clock.advance(10.5 * MINUTE);
      expect(page.events.one('repair-unconfirmed').reason).to.equal('unknown');
    }));

  it('learns the result of a repair in a window when the network is back', () =>
    withClock(async clock => {
      const page = await createToy({display: 'popup'});
      await page.open(clock);
      page.backend.isReachable = false;
      setOnline(false);
      await clock.advance(5 * MINUTE);
      Object.assign(page.backend, {isReachable: true, repair: 'completed'});
      setOnline(true);
      await clock.advance(1000);
      page.events.one('exited-successful');
    }));
});

describe('a hidden page', () => {
  const proofs: Record<string, () => void> = {
    'a pointer': () => document.body.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true})),
    'a key, whose event the page stops': () => {
      const stop = (event: Event) => event.stopPropagation();
      document.body.addEventListener('keydown', stop);
      document.body.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true}));
      document.body.removeEventListener('keydown', stop);
    },
    'the focus': () => window.dispatchEvent(new Event('focus')),
    'the return from the back/forward cache': () => window.dispatchEvent(new PageTransitionEvent('pageshow')),
  };
  for (const [proof, give] of Object.entries(proofs)) {
    it(`with a person, shown by ${proof}, asks at once, and then as often as a visible one`, () =>
      withClock(async clock => {
        setHidden(true);
        const {backend, gaps} = await verifying(clock);
        await clock.advance(5000);
        const {length} = backend.times;
        give();
        await clock.advance(20_000);
        expect(backend.times.length).to.be.at.least(length + 3);
        expect(Math.max(...gaps().slice(length))).to.be.at.most(12_000);
      }));
  }

  it('that the person has left asks rarely again', () =>
    withClock(async clock => {
      const {backend, gaps} = await verifying(clock);
      document.body.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}));
      setHidden(true);
      await clock.advance(12_000);
      const {length} = backend.times;
      await clock.advance(2 * MINUTE);
      for (const gap of gaps().slice(length)) expect(gap).to.be.within(15_000, 30_000);
    }));
});

describe('a failed request', () => {
  const errorOf = async (fetchToken: () => unknown, clock: Clock) => {
    const {element, events} = await createToy({}, {fetchToken});
    void element.open();
    await clock.until(() => element.state === 'requesting', 'the request');
    await clock.advance(31_000);
    await clock.until(() => events.exits().length, 'the exit');
    return events.one('exited-errored').error.code;
  };

  it('is offline if the browser says so and the request fails at once', () =>
    withClock(async clock => {
      setOnline(false);
      const refuse = () => Promise.reject(new TypeError('No network'));
      expect(await errorOf(refuse, clock)).to.equal('offline');
    }));

  it('is backend-unavailable if the backend does not answer, whatever the browser says', () =>
    withClock(async clock => {
      setOnline(false);
      expect(await errorOf(() => new Promise(() => undefined), clock)).to.equal('backend-unavailable');
    }));
});

describe('the controls beside a window', () => {
  it('are there although the page is hidden for good', () =>
    withClock(async clock => {
      setHidden(true);
      const page = await createToy({display: 'popup'});
      await page.open(clock);
      await page.element.updateComplete;
      part(page.element, 'finished')!.click();
      await clock.advance(25_000);
      expect(page.events.one('exited-aborted').reason).to.equal('returned');
    }));
});
