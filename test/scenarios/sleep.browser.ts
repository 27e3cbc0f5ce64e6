import {expect} from '@open-wc/testing';
import {withClock, type Clock} from '../helpers/clock.js';
import {installWindows, windows} from '../helpers/popup-page.js';
import {createToy, registerToy} from '../helpers/toy-repair.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

installWindows();

/** A repair in a window. */
async function inWindow(clock: Clock) {
  const page = await createToy({display: 'popup'});
  await page.open(clock);
  return page;
}

/** A success whose verification has begun. */
async function verifying(clock: Clock, status = 'BROKEN') {
  const page = await createToy({status});
  await page.open(clock);
  page.widget().end({type: 'successful', result: {}});
  await clock.until(() => page.element.state === 'verifying', 'the verification');
  await clock.advance(2000);
  return page;
}

describe('an hour of sleep', () => {
  it('while the token is requested ends with backend-unavailable if the request has died', () =>
    withClock(async clock => {
      let requests = 0;
      const fetchToken = () => (requests++, new Promise(() => undefined));
      const {element, events} = await createToy({}, {fetchToken});
      void element.open();
      await clock.advance(1000);
      await clock.sleep(HOUR);
      await clock.advance(30_000);
      expect(requests).to.equal(1);
      expect(events.one('exited-errored').error).to.include({code: 'backend-unavailable', retryable: true});
    }));

  it('during a WAIT continues with the next request', () =>
    withClock(async clock => {
      const answers = [{status: 'WAIT', retryAfter: 60}, {provider: 'toy'}];
      const {element} = await createToy({}, {fetchToken: () => answers.shift()});
      void element.open();
      await clock.until(() => answers.length === 1, 'the first request');
      await clock.advance(0);
      await clock.sleep(HOUR);
      await clock.advance(15_000);
      expect(element.state).to.equal('open');
    }));

  it('between the token and the widget requests another token, once', () =>
    withClock(async clock => {
      let requests = 0;
      let load!: (value?: unknown) => void;
      registerToy('slow', new Promise(resolve => (load = resolve)));
      const fetchToken = () => (requests++, {provider: 'slow'});
      const {element, events} = await createToy({provider: 'slow'}, {fetchToken});
      void element.open();
      await clock.until(() => requests, 'the token');
      await clock.advance(0);
      await clock.sleep(HOUR);
      load();
      await clock.until(() => element.state === 'open', 'the widget');
      expect(requests).to.equal(2);
      expect(events.exits()).to.have.length(0);
    }));

  it('while the window is open ends with token-expired, after the status has been asked', () =>
    withClock(async clock => {
      const {backend, events} = await inWindow(clock);
      await clock.advance(5000);
      await clock.sleep(HOUR);
      const {length} = backend.times;
      await clock.advance(30_000);
      expect(backend.times.length).to.equal(length + 1);
      expect(events.one('exited-errored').error.code).to.equal('token-expired');
      expect(windows[0]!.closed).to.equal(true);
    }));

  it('while the window is open ends successfully if the person has finished elsewhere', () =>
    withClock(async clock => {
      const {backend, events} = await inWindow(clock);
      await clock.sleep(HOUR);
      backend.repair = 'completed';
      await clock.advance(30_000);
      events.one('exited-successful');
    }));

  it('gives the network a moment before it says that the token has expired', () =>
    withClock(async clock => {
      const {backend, events} = await inWindow(clock);
      await clock.advance(5000);
      await clock.sleep(HOUR);
      backend.isReachable = false;
      backend.repair = 'completed';
      const {length} = backend.times;
      while (backend.times.length === length) await clock.advance(100);
      backend.isReachable = true;
      await clock.advance(15_000);
      events.one('exited-successful');
    }));

  it('ends the window also if no request succeeds afterwards', () =>
    withClock(async clock => {
      const {backend, events} = await inWindow(clock);
      await clock.sleep(HOUR);
      backend.isReachable = false;
      await clock.advance(MINUTE);
      expect(events.one('exited-errored').error.code).to.equal('token-expired');
    }));

  it('while the result is sent ends with completion-failed, and the next try repeats it', () =>
    withClock(async clock => {
      let isAwake = false;
      const page = await createToy({}, {completeRepair: () => (isAwake ? undefined : new Promise(() => undefined))});
      await page.open(clock);
      page.widget().end({type: 'successful', result: {}});
      await clock.until(() => page.element.state === 'completing', 'the completion');
      await clock.sleep(HOUR);
      await clock.advance(31_000);
      expect(page.events.one('exited-errored').error).to.include({code: 'completion-failed', retryable: true});
      isAwake = true;
      void page.element.open();
      await clock.advance(0);
      page.events.one('exited-successful');
    }));

  it('during the verification does not end it: the next answers decide', () =>
    withClock(async clock => {
      const {backend, events, element} = await verifying(clock);
      await clock.sleep(HOUR);
      await clock.advance(1000);
      expect(element.state).to.equal('verifying');
      backend.status = 'ACTIVE';
      await clock.advance(15_000);
      events.one('repair-confirmed');
    }));

  it('during the verification of a connection that stays broken ends in two minutes', () =>
    withClock(async clock => {
      const {events} = await verifying(clock);
      await clock.sleep(HOUR);
      await clock.advance(2 * MINUTE + 5000);
      expect(events.one('repair-unconfirmed').reason).to.equal('still-broken');
    }));
});

for (const [direction, skew] of [
  ['ahead', DAY],
  ['behind', -DAY],
] as const) {
  describe(`a clock that is a day ${direction}`, () => {
    it('does not end a token whose expiry is a date', () =>
      withClock(async clock => {
        const expiresAt = new Date(Date.now() + 30 * MINUTE).toISOString();
        clock.skew(skew);
        const page = await createToy({display: 'popup'}, {fetchToken: () => ({provider: 'toy', expiresAt})});
        await page.open(clock);
        await clock.advance(29 * MINUTE);
        expect(page.element.state).to.equal('open');
        await clock.advance(2 * MINUTE);
        expect(page.events.one('exited-errored').error.code).to.equal('token-expired');
      }));

    it('confirms no repair by a time that it cannot compare', () =>
      withClock(async clock => {
        const before = new Date(Date.now() - HOUR).toISOString();
        clock.skew(skew);
        const {backend, events} = await verifying(clock, 'WORN');
        Object.assign(backend, {status: 'WORN', updatedAt: before});
        await clock.advance(3 * MINUTE);
        expect(events.of('repair-confirmed')).to.have.length(0);
        events.one('repair-unconfirmed');
      }));
  });
}

describe('a clock that is set during a repair', () => {
  it('back by a day does not prolong the wait in a window', () =>
    withClock(async clock => {
      const {events} = await inWindow(clock);
      await clock.advance(MINUTE);
      clock.skew(-DAY);
      await clock.advance(30 * MINUTE);
      expect(events.one('exited-errored').error.code).to.equal('token-expired');
    }));

  it('back by a day does not prolong the verification', () =>
    withClock(async clock => {
      const {events} = await verifying(clock);
      clock.skew(-DAY);
      await clock.advance(2 * MINUTE + 5000);
      events.one('repair-unconfirmed');
    }));
});
