import {expect} from '@open-wc/testing';
import type {ConnectionStatus} from '../../src/index.js';
import {pauses} from '../../src/repair/status-request.js';
import {shorten} from '../helpers/fixture.js';
import {completeMessage, openMeld} from '../helpers/meld-page.js';
import {setHidden, setOnline} from '../helpers/presence.js';
import {until} from '../helpers/until.js';

const healthy: ConnectionStatus = {provider: 'meld', status: 'ACTIVE', statusReason: null};
const broken: ConnectionStatus = {provider: 'meld', status: 'RECONNECT_REQUIRED', statusReason: 'LOGIN_REQUIRED'};

const tooMany = (retryAfter: number, status = 429) =>
  new Response('{}', {status, headers: {'content-type': 'application/json', 'retry-after': `${retryAfter}`}});

/** A successful repair whose status requests `answer` answers, with the times of the requests. */
async function verify(answer: (count: number) => ConnectionStatus | Response) {
  const times: number[] = [];
  const page = await openMeld({}, {fetchStatus: () => answer(times.push(performance.now()))});
  await page.post(completeMessage);
  await page.exit;
  return {...page, times};
}

const gap = (times: number[]) => times[1]! - times[0]!;

/** Waits long enough for an unexpected request, and longer than the limits of these verifications. */
const idle = () => new Promise(resolve => setTimeout(resolve, 300));

describe('the pace of a verification', () => {
  it('slows down to its longest pause, with random differences', () => {
    shorten({poll: 1000, pollLongest: 10_000});
    const [first, second] = [pauses(() => false), pauses(() => false)];
    const [one, other] = [first, second].map(pace => Array.from({length: 12}, () => pace.next().value));
    let expected = 1000;
    for (const pause of one!) {
      expect(pause).to.be.within(expected * 0.8, expected * 1.2);
      expected = Math.min(expected * 1.5, 10_000);
    }
    expect(one).to.not.deep.equal(other);
  });

  for (const status of [429, 503]) {
    it(`obeys the Retry-After of a ${status}`, async () => {
      shorten({poll: 5, pollLongest: 5});
      const {events, times} = await verify(count => (count === 1 ? tooMany(1, status) : healthy));
      await events.next('repair-confirmed');
      expect(times).to.have.length(2);
      expect(gap(times)).to.be.at.least(990);
    });
  }

  it('does not wait for a Retry-After beyond its limit', async () => {
    shorten({poll: 5, pollLongest: 5, verification: 5000});
    const {events, times} = await verify(() => tooMany(3600));
    expect((await events.next('repair-unconfirmed')).reason).to.equal('unknown');
    expect(times).to.have.length(1);
  });

  it('slows down while the page is hidden, with less time counted, and sends a request when it is visible', async () => {
    shorten({poll: 5, pollLongest: 5, pollUnattended: 60_000, verification: 250});
    let isRepaired = false;
    const {events, element, times} = await verify(() => {
      setHidden(true);
      return isRepaired ? healthy : broken;
    });
    await until(() => times.length, 'the first request');
    await idle();
    expect(times).to.have.length(1);
    expect(element.state).to.equal('verifying');
    isRepaired = true;
    setHidden(false);
    await events.next('repair-confirmed');
    expect(times).to.have.length(2);
  });

  it('slows down while requests fail offline, and sends a request when the browser is online', async () => {
    shorten({poll: 5, pollLongest: 5, pollUnattended: 60_000, verification: 250});
    let isRepaired = false;
    const {events, times} = await verify(() => {
      setOnline(isRepaired);
      if (isRepaired) return healthy;
      throw new TypeError('No network');
    });
    await until(() => times.length, 'the first request');
    await idle();
    expect(times).to.have.length(1);
    isRepaired = true;
    setOnline(true);
    await events.next('repair-confirmed');
    expect(times).to.have.length(2);
  });

  it('starts with a request although the page is hidden', async () => {
    const page = await openMeld({}, {fetchStatus: () => healthy});
    setHidden(true);
    await page.post(completeMessage);
    await page.events.next('repair-confirmed');
  });

  it('is shortened when the window gets the focus, but not below the first pause', async () => {
    shorten({poll: 100, pollLongest: 60_000});
    const {events, times} = await verify(count => (count < 12 ? broken : healthy));
    const returning = setInterval(() => window.dispatchEvent(new Event('focus')), 5);
    await events.next('repair-confirmed').finally(() => clearInterval(returning));
    for (let at = 1; at < times.length; at++) expect(times[at]! - times[at - 1]!).to.be.within(75, 5000);
  });

  it('sends no request after close() during a pause', async () => {
    const {element, times, events} = await verify(() => {
      setHidden(true);
      return broken;
    });
    await until(() => times.length, 'the first request');
    element.close();
    setHidden(false);
    await idle();
    expect(element.state).to.equal('idle');
    expect(times).to.have.length(1);
    expect(events.of('repair-unconfirmed')).to.have.length(0);
  });
});
