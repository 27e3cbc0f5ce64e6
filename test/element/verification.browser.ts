import {expect} from '@open-wc/testing';
import type {BankReconnectElement, ConnectionStatus} from '../../src/index.js';
import {inState} from '../helpers/events.js';
import {part, announcement, shorten} from '../helpers/fixture.js';
import {completeMessage, loadedFrame, openMeld} from '../helpers/meld-page.js';
import {scriptedBackend, type ScriptedAnswer} from '../helpers/scripted-backend.js';
import {until} from '../helpers/until.js';

const healthy = {provider: 'meld', status: 'ACTIVE', statusReason: null};
const broken = {provider: 'meld', status: 'RECONNECT_REQUIRED', statusReason: 'LOGIN_REQUIRED'};

async function succeed(
  status: ScriptedAnswer | ScriptedAnswer[],
  properties: Partial<BankReconnectElement> = {},
  attributes: Record<string, string> = {},
) {
  const backend = await scriptedBackend({status});
  const page = await openMeld({...backend.attributes, ...attributes}, properties);
  await page.post(completeMessage);
  expect((await page.exit).type).to.equal('successful');
  return {...page, requests: () => backend.journal('status')};
}

describe('the verification', () => {
  it('sends a GET with the connectionId and the repairId, and confirms a healthy status', async () => {
    const {events, requests} = await succeed({body: healthy});
    const confirmed = await events.next('repair-confirmed');
    expect(events.one('exited-successful').verifying).to.equal(true);
    expect(confirmed).to.include({connectionId: 'conn_1', status: 'ACTIVE'});
    const [request] = await requests();
    expect(request!.method).to.equal('GET');
    expect(request!.query).to.include({connectionId: 'conn_1', repairId: confirmed.repairId});
    expect(request!.query).to.have.property('sequence');
  });

  it('sends no request before the exit event', async () => {
    const backend = await scriptedBackend({status: {body: healthy}});
    const {element, post} = await openMeld(backend.attributes);
    const exit = new Promise<number>(resolve =>
      element.addEventListener('exited-successful', () => resolve(performance.now())),
    );
    const times: number[] = [];
    const {fetch} = window;
    window.fetch = (input, init) => {
      if (String(input instanceof Request ? input.url : input).includes('connectionId=')) times.push(performance.now());
      return fetch(input, init);
    };
    try {
      await post(completeMessage);
      await inState(element, 'idle');
    } finally {
      window.fetch = fetch;
    }
    expect(times).to.have.length(1);
    expect(times[0]).to.be.at.least(await exit);
  });

  it('continues after broken statuses and failures until a healthy status', async () => {
    shorten({poll: 5, pollLongest: 5});
    const {events, requests} = await succeed([
      {body: broken},
      {status: 500},
      {body: 'no JSON', type: 'text/plain'},
      {body: healthy},
    ]);
    await events.next('repair-confirmed');
    expect(await requests()).to.have.length(4);
    expect(events.of('repair-unconfirmed')).to.have.length(0);
  });

  it('dispatches repair-unconfirmed with still-broken at the limit', async () => {
    shorten({poll: 5, pollLongest: 5, verification: 2000});
    const {element, events} = await succeed({body: broken});
    const detail = await events.next('repair-unconfirmed');
    expect(detail).to.include({
      reason: 'still-broken',
      status: 'RECONNECT_REQUIRED',
      statusReason: 'LOGIN_REQUIRED',
    });
    expect(element.state).to.equal('idle');
  });

  it('dispatches repair-unconfirmed with unknown at the limit without a valid answer', async () => {
    shorten({poll: 5, pollLongest: 5, verification: 60});
    const {events} = await succeed({status: 500});
    expect((await events.next('repair-unconfirmed')).reason).to.equal('unknown');
  });

  it('takes no longer than its limit if the backend does not answer', async () => {
    shorten({poll: 5, pollLongest: 5, verification: 60});
    const {events} = await succeed({hang: true});
    const from = performance.now();
    expect((await events.next('repair-unconfirmed')).reason).to.equal('unknown');
    expect(performance.now() - from).to.be.below(5000);
  });

  it('calls fetchStatus instead of the URL, which can return a Response', async () => {
    const received: unknown[] = [];
    const {events} = await succeed(
      {body: broken},
      {
        fetchStatus: (request, {signal}) => {
          received.push(request, signal instanceof AbortSignal);
          return new Response(JSON.stringify(healthy));
        },
      },
    );
    const {repairId} = await events.next('repair-confirmed');
    expect(received).to.deep.equal([{connectionId: 'conn_1', repairId}, true]);
  });

  it('requests the status of the connectionId in the completion answer', async () => {
    const {events, requests} = await succeed({body: healthy}, {completeRepair: () => ({connectionId: 'conn_2'})});
    await events.next('repair-confirmed');
    expect((await requests())[0]!.query.connectionId).to.equal('conn_2');
  });

  const endings: Record<string, (element: BankReconnectElement) => void> = {
    'close()': element => element.close(),
    'another connection': element => (element.connectionId = 'conn_9'),
    'another provider': element => (element.provider = 'plaid'),
    'a removal': element => element.remove(),
  };
  for (const [what, act] of Object.entries(endings)) {
    it(`dispatches no event after ${what}`, async () => {
      let answer!: (status: ConnectionStatus) => void;
      const {element, events} = await succeed(
        {body: healthy},
        {fetchStatus: () => new Promise(resolve => (answer = resolve))},
      );
      await until(() => answer, 'the request');
      expect(element.state).to.equal('verifying');
      act(element);
      await inState(element, 'idle');
      answer(healthy);
      await new Promise(resolve => setTimeout(resolve));
      expect(events.of('repair-confirmed')).to.have.length(0);
      expect(events.of('repair-unconfirmed')).to.have.length(0);
    });
  }

  it('dispatches no event after open(), which starts a new repair', async () => {
    let answer!: (status: ConnectionStatus) => void;
    const {element, events} = await succeed(
      {body: healthy},
      {fetchStatus: () => new Promise(resolve => (answer = resolve))},
    );
    await until(() => answer, 'the request');
    const exit = element.open();
    expect(events.of('repair-requested')).to.have.length(2);
    await loadedFrame(element);
    answer(healthy);
    expect(element.state).to.equal('opening');
    element.close();
    expect((await exit).type).to.equal('aborted');
    expect(events.sequence()).to.include.members(['verifying→idle', 'idle→requesting']);
    expect(events.of('repair-confirmed')).to.have.length(0);
  });

  it('continues when the element is moved', async () => {
    let answer!: (status: ConnectionStatus) => void;
    const {element, events} = await succeed(
      {body: healthy},
      {fetchStatus: () => new Promise(resolve => (answer = resolve))},
    );
    await until(() => answer, 'the request');
    document.body.prepend(element);
    await new Promise(resolve => setTimeout(resolve));
    answer(healthy);
    await events.next('repair-confirmed');
    expect(events.exits()).to.have.length(1);
  });

  it('announces its progress and its outcome', async () => {
    let answer!: (status: ConnectionStatus) => void;
    const {element, events} = await succeed(
      {body: healthy},
      {fetchStatus: () => new Promise(resolve => (answer = resolve))},
    );
    await until(() => answer, 'the request');
    await element.updateComplete;
    expect(announcement(element)).to.match(/checking/i);
    answer(healthy);
    await events.next('repair-confirmed');
    await element.updateComplete;
    expect(announcement(element)).to.equal('First Harbor is connected again.');
    expect(part(element, 'button')).to.equal(undefined);
  });

  it('shows a button if the connection is still broken', async () => {
    shorten({poll: 5, pollLongest: 5, verification: 2000});
    const {element, events} = await succeed({body: broken});
    await events.next('repair-unconfirmed');
    await element.updateComplete;
    expect(announcement(element)).to.equal('First Harbor needs you to sign in again.');
    expect(part(element, 'button')).to.not.equal(undefined);
  });
});
