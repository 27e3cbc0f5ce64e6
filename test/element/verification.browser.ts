import {expect} from '@open-wc/testing';
import type {BankReconnectElement, ConnectionStatus} from '../../src/index.js';
import {inState} from '../helpers/events.js';
import {part, said, shorten} from '../helpers/fixture.js';
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
  await page.say(completeMessage);
  expect((await page.exit).type).to.equal('successful');
  return {...page, requests: () => backend.journal('status')};
}

describe('the verification', () => {
  it('asks with a GET for connection and repair, and confirms a healthy status', async () => {
    const {events, requests} = await succeed({body: healthy});
    const confirmed = await events.next('repair-confirmed');
    expect(events.one('exited-successful').verifying).to.equal(true);
    expect(confirmed).to.include({connectionId: 'conn_1', status: 'ACTIVE'});
    const [request] = await requests();
    expect(request!.method).to.equal('GET');
    expect(request!.query).to.include({connectionId: 'conn_1', repairId: confirmed.repairId});
    expect(request!.query).to.have.property('sequence');
  });

  it('asks nothing before the exit', async () => {
    const backend = await scriptedBackend({status: {body: healthy}});
    const {element, say} = await openMeld(backend.attributes);
    const exit = new Promise<number>(resolve =>
      element.addEventListener('exited-successful', () => resolve(performance.now())),
    );
    const asked: number[] = [];
    const {fetch} = window;
    window.fetch = (input, init) => {
      if (String(input instanceof Request ? input.url : input).includes('connectionId=')) asked.push(performance.now());
      return fetch(input, init);
    };
    try {
      await say(completeMessage);
      await inState(element, 'idle');
    } finally {
      window.fetch = fetch;
    }
    expect(asked).to.have.length(1);
    expect(asked[0]).to.be.at.least(await exit);
  });

  it('goes on through broken statuses and failures until a healthy one', async () => {
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

  it('ends unconfirmed, still broken, at the limit', async () => {
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

  it('ends unconfirmed, unknown, when there was no usable answer by the limit', async () => {
    shorten({poll: 5, pollLongest: 5, verification: 60});
    const {events} = await succeed({status: 500});
    expect((await events.next('repair-unconfirmed')).reason).to.equal('unknown');
  });

  it('takes no longer than its limit when the backend does not answer', async () => {
    shorten({poll: 5, pollLongest: 5, verification: 60});
    const {events} = await succeed({hang: true});
    const from = performance.now();
    expect((await events.next('repair-unconfirmed')).reason).to.equal('unknown');
    expect(performance.now() - from).to.be.below(5000);
  });

  it('has fetchStatus in place of the URL, which may give a Response', async () => {
    const asked: unknown[] = [];
    const {events} = await succeed(
      {body: broken},
      {
        fetchStatus: (request, {signal}) => {
          asked.push(request, signal instanceof AbortSignal);
          return new Response(JSON.stringify(healthy));
        },
      },
    );
    const {repairId} = await events.next('repair-confirmed');
    expect(asked).to.deep.equal([{connectionId: 'conn_1', repairId}, true]);
  });

  it('asks for the id that the completion gave', async () => {
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
    it(`that is ended by ${what} fires nothing more`, async () => {
      let answer!: (status: ConnectionStatus) => void;
      const {element, events} = await succeed(
        {body: healthy},
        {fetchStatus: () => new Promise(resolve => (answer = resolve))},
      );
      await until(() => answer, 'the question');
      expect(element.state).to.equal('verifying');
      act(element);
      await inState(element, 'idle');
      answer(healthy);
      await new Promise(resolve => setTimeout(resolve));
      expect(events.of('repair-confirmed')).to.have.length(0);
      expect(events.of('repair-unconfirmed')).to.have.length(0);
    });
  }

  it('that is ended by open() fires nothing more, and a new attempt begins', async () => {
    let answer!: (status: ConnectionStatus) => void;
    const {element, events} = await succeed(
      {body: healthy},
      {fetchStatus: () => new Promise(resolve => (answer = resolve))},
    );
    await until(() => answer, 'the question');
    const exit = element.open();
    expect(events.of('repair-requested')).to.have.length(2);
    await loadedFrame(element);
    answer(healthy);
    expect(element.state).to.equal('opening');
    element.close();
    expect((await exit).type).to.equal('aborted');
    expect(events.story()).to.include.members(['verifying→idle', 'idle→requesting']);
    expect(events.of('repair-confirmed')).to.have.length(0);
  });

  it('goes on when the element is moved', async () => {
    let answer!: (status: ConnectionStatus) => void;
    const {element, events} = await succeed(
      {body: healthy},
      {fetchStatus: () => new Promise(resolve => (answer = resolve))},
    );
    await until(() => answer, 'the question');
    document.body.prepend(element);
    await new Promise(resolve => setTimeout(resolve));
    answer(healthy);
    await events.next('repair-confirmed');
    expect(events.exits()).to.have.length(1);
  });

  it('is told to the person: at work, and then the outcome', async () => {
    let answer!: (status: ConnectionStatus) => void;
    const {element, events} = await succeed(
      {body: healthy},
      {fetchStatus: () => new Promise(resolve => (answer = resolve))},
    );
    await until(() => answer, 'the question');
    await element.updateComplete;
    expect(said(element)).to.match(/checking/i);
    answer(healthy);
    await events.next('repair-confirmed');
    await element.updateComplete;
    expect(said(element)).to.equal('First Harbor is connected again.');
    expect(part(element, 'button')).to.equal(undefined);
  });

  it('offers another try when it is still broken', async () => {
    shorten({poll: 5, pollLongest: 5, verification: 2000});
    const {element, events} = await succeed({body: broken});
    await events.next('repair-unconfirmed');
    await element.updateComplete;
    expect(said(element)).to.equal('First Harbor needs you to sign in again.');
    expect(part(element, 'button')).to.not.equal(undefined);
  });
});
