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

/** A repair that has succeeded, whose status is what `answer` gives. */
async function verify(answer: (count: number) => ConnectionStatus | Response) {
  const asked: number[] = [];
  const page = await openMeld({}, {fetchStatus: () => answer(asked.push(performance.now()))});
  await page.say(completeMessage);
  await page.exit;
  return {...page, asked};
}

const gap = (asked: number[]) => asked[1]! - asked[0]!;

/** Enough for a question that is wrongly asked, and longer than the limits of these verifications. */
const idle = () => new Promise(resolve => setTimeout(resolve, 300));

describe('the pace of a verification', () => {
  it('slows down to its longest pause, and is not in step with others', () => {
    shorten({poll: 1000, pollLongest: 10_000});
    const [first, second] = [pauses(), pauses()];
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
      const {events, asked} = await verify(count => (count === 1 ? tooMany(1, status) : healthy));
      await events.next('repair-confirmed');
      expect(asked).to.have.length(2);
      expect(gap(asked)).to.be.at.least(990);
    });
  }

  it('does not wait for a Retry-After beyond its limit', async () => {
    shorten({poll: 5, pollLongest: 5, verification: 5000});
    const {events, asked} = await verify(() => tooMany(3600));
    expect((await events.next('repair-unconfirmed')).reason).to.equal('unknown');
    expect(asked).to.have.length(1);
  });

  it('asks nothing while the page is hidden, that time not counting, and at once when it is seen again', async () => {
    shorten({poll: 5, pollLongest: 5, verification: 250});
    let isMended = false;
    const {events, element, asked} = await verify(() => {
      setHidden(true);
      return isMended ? healthy : broken;
    });
    await until(() => asked.length, 'the first question');
    await idle();
    expect(asked).to.have.length(1);
    expect(element.state).to.equal('verifying');
    isMended = true;
    setHidden(false);
    await events.next('repair-confirmed');
    expect(asked).to.have.length(2);
  });

  it('asks nothing while there is no network, and at once when there is', async () => {
    shorten({poll: 5, pollLongest: 5, verification: 250});
    let isMended = false;
    const {events, asked} = await verify(() => {
      setOnline(false);
      return isMended ? healthy : broken;
    });
    await until(() => asked.length, 'the first question');
    await idle();
    expect(asked).to.have.length(1);
    isMended = true;
    setOnline(true);
    await events.next('repair-confirmed');
    expect(asked).to.have.length(2);
  });

  it('does not begin in a hidden page', async () => {
    const page = await openMeld({}, {fetchStatus: () => ((isAsked = true), healthy)});
    let isAsked = false;
    setHidden(true);
    await page.say(completeMessage);
    await page.exit;
    await idle();
    expect(isAsked).to.equal(false);
    setHidden(false);
    await page.events.next('repair-confirmed');
  });

  it('is cut short by the return of the person, but not to less than the first pause', async () => {
    shorten({poll: 100, pollLongest: 60_000});
    const {events, asked} = await verify(count => (count < 12 ? broken : healthy));
    const returning = setInterval(() => window.dispatchEvent(new Event('focus')), 5);
    await events.next('repair-confirmed').finally(() => clearInterval(returning));
    for (let at = 1; at < asked.length; at++) expect(asked[at]! - asked[at - 1]!).to.be.within(75, 5000);
  });

  it('that waits is over as soon as it is ended', async () => {
    const {element, asked, events} = await verify(() => {
      setHidden(true);
      return broken;
    });
    await until(() => asked.length, 'the first question');
    element.close();
    setHidden(false);
    await idle();
    expect(element.state).to.equal('idle');
    expect(asked).to.have.length(1);
    expect(events.of('repair-unconfirmed')).to.have.length(0);
  });
});
