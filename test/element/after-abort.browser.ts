import {expect} from '@open-wc/testing';
import {describeConnection, type BankReconnectElement, type ConnectionStatus} from '../../src/index.js';
import {shorten} from '../helpers/fixture.js';
import {createMeld, openMeld, widgetUrl} from '../helpers/meld-page.js';
import {scriptedBackend, type ScriptedAnswer} from '../helpers/scripted-backend.js';
import {until} from '../helpers/until.js';

const healthy = {provider: 'meld', status: 'ACTIVE', statusReason: null};
const broken = {provider: 'meld', status: 'RECONNECT_REQUIRED', statusReason: 'LOGIN_REQUIRED'};

describe('the status after an abort', () => {
  async function abort(
    status: ScriptedAnswer | ScriptedAnswer[],
    how: (element: BankReconnectElement) => void = element => element.close(),
  ) {
    const backend = await scriptedBackend({status});
    const page = await openMeld(backend.attributes);
    how(page.element);
    await page.exit;
    return {...page, requests: () => backend.journal('status')};
  }

  it('is requested once if a widget was open, and a healthy one is confirmed in the state idle', async () => {
    const {element, events, requests} = await abort({body: healthy});
    expect(element.state).to.equal('idle');
    const {status} = await events.next('repair-confirmed');
    expect(status).to.equal('ACTIVE');
    expect(await requests()).to.have.length(1);
    expect(events.exits().map(({type}) => type)).to.deep.equal(['exited-aborted']);
    expect(events.sequence().filter(name => name.includes('verifying'))).to.have.length(0);
  });

  it('dispatches no event if it is not healthy', async () => {
    shorten({poll: 1, pollLongest: 1});
    const {events, requests} = await abort({body: broken});
    await until(async () => (await requests()).length, 'the request');
    await fetch('/scripted');
    expect(await requests()).to.have.length(1);
    expect(events.sequence().at(-1)).to.equal('exited-aborted');
  });

  const working = {provider: 'mx', status: 'UPDATED', statusReason: null};

  it('is requested again while the aggregator works on the connection, until it is healthy', async () => {
    shorten({poll: 1, pollLongest: 1});
    const statuses = [working, working, {...working, status: 'CONNECTED'}].map(body => ({body}));
    const {element, events, requests} = await abort(statuses);
    expect((await events.next('repair-confirmed')).status).to.equal('CONNECTED');
    expect(await requests()).to.have.length(3);
    expect(element.state).to.equal('idle');
    expect(events.sequence().filter(name => name.includes('verifying'))).to.have.length(0);
  });

  it('is requested again until it is broken, without an event', async () => {
    shorten({poll: 1, pollLongest: 1});
    const {events, requests} = await abort([{body: working}, {body: broken}]);
    await until(async () => (await requests()).length === 2, 'the second request');
    await fetch('/scripted');
    expect(await requests()).to.have.length(2);
    expect(events.sequence().at(-1)).to.equal('exited-aborted');
  });

  it('is not requested again after the limit', async () => {
    shorten({poll: 1, pollLongest: 1, verification: 0});
    const {requests} = await abort({body: working});
    await until(async () => (await requests()).length, 'the request');
    await fetch('/scripted');
    expect(await requests()).to.have.length(1);
  });

  for (const method of ['close', 'open'] as const) {
    it(`is not requested again after ${method}()`, async () => {
      shorten({poll: 1, pollLongest: 1});
      let count = 0;
      const fetchStatus = () => {
        if (++count === 2) void element[method]();
        return working;
      };
      const fetchToken = () => ({provider: 'meld', widgetUrl});
      const {element, exit} = await openMeld({}, {fetchToken, fetchStatus});
      element.close();
      await exit;
      await until(() => count === 2, 'the second request');
      await fetch('/scripted');
      await fetch('/scripted');
      expect(count).to.equal(2);
    });
  }

  const changes: Record<string, (element: BankReconnectElement) => void> = {
    'a move of the element': element => document.body.prepend(element),
    'a change of the connection-id': element => (element.connectionId = 'conn_9'),
  };
  for (const [what, act] of Object.entries(changes)) {
    it(`is not requested after ${what}`, async () => {
      const {requests} = await abort({body: healthy}, act);
      await fetch('/scripted');
      expect(await requests()).to.have.length(0);
    });
  }

  it('is not requested if no widget was open', async () => {
    const backend = await scriptedBackend({status: {body: healthy}, token: {hang: true}});
    const element = await createMeld(backend.attributes, {fetchToken: null});
    const exit = element.open();
    await until(async () => (await backend.journal('token')).length, 'the request');
    element.close();
    await exit;
    await fetch('/scripted');
    expect(await backend.journal('status')).to.have.length(0);
  });

  const ends: Record<string, (element: BankReconnectElement) => void> = {
    'after the next repair has started': element => void element.open(),
    'after close()': element => element.close(),
  };
  for (const [when, act] of Object.entries(ends)) {
    it(`is ignored if it arrives ${when}`, async () => {
      let answer!: (status: ConnectionStatus) => void;
      await describeConnection(healthy);
      const {element, events, exit} = await openMeld(
        {},
        {
          fetchToken: () => ({provider: 'meld', widgetUrl}),
          fetchStatus: () => new Promise(resolve => (answer = resolve)),
        },
      );
      element.close();
      await exit;
      await until(() => answer, 'the request');
      act(element);
      answer(healthy);
      // The table is loaded already, so that the status would have been judged before this response.
      await fetch('/scripted');
      expect(events.of('repair-confirmed')).to.have.length(0);
    });
  }
});
