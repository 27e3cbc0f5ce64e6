import {expect} from '@open-wc/testing';
import {describeConnection, type BankReconnectElement, type ConnectionStatus} from '../../src/index.js';
import {shorten} from '../helpers/fixture.js';
import {createMeld, openMeld, widgetUrl} from '../helpers/meld-page.js';
import {scriptedBackend, type ScriptedAnswer} from '../helpers/scripted-backend.js';
import {until} from '../helpers/until.js';

const healthy = {provider: 'meld', status: 'ACTIVE', statusReason: null};
const broken = {provider: 'meld', status: 'RECONNECT_REQUIRED', statusReason: 'LOGIN_REQUIRED'};

describe('after an abort', () => {
  async function abort(
    status: ScriptedAnswer,
    how: (element: BankReconnectElement) => void = element => element.close(),
  ) {
    const backend = await scriptedBackend({status});
    const page = await openMeld(backend.attributes);
    how(page.element);
    await page.exit;
    return {...page, requests: () => backend.journal('status')};
  }

  it('of an open widget the status is asked once, and a healthy one is confirmed in state idle', async () => {
    const {element, events, requests} = await abort({body: healthy});
    expect(element.state).to.equal('idle');
    const {status} = await events.next('repair-confirmed');
    expect(status).to.equal('ACTIVE');
    expect(await requests()).to.have.length(1);
    expect(events.exits().map(({type}) => type)).to.deep.equal(['exited-aborted']);
    expect(events.story().filter(name => name.includes('verifying'))).to.have.length(0);
  });

  it('a status that is not healthy says nothing', async () => {
    shorten({poll: 1, pollLongest: 1});
    const {events, requests} = await abort({body: broken});
    await until(async () => (await requests()).length, 'the question');
    await fetch('/scripted');
    expect(await requests()).to.have.length(1);
    expect(events.story().at(-1)).to.equal('exited-aborted');
  });

  const silent: Record<string, (element: BankReconnectElement) => void> = {
    'moved elements': element => document.body.prepend(element),
    'superseded repairs': element => (element.connectionId = 'conn_9'),
  };
  for (const [what, act] of Object.entries(silent)) {
    it(`of ${what} the status is not asked`, async () => {
      const {requests} = await abort({body: healthy}, act);
      await fetch('/scripted');
      expect(await requests()).to.have.length(0);
    });
  }

  it('before there was a widget the status is not asked', async () => {
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
    'once another repair has begun': element => void element.open(),
    'after close()': element => element.close(),
  };
  for (const [when, act] of Object.entries(ends)) {
    it(`the answer is dropped ${when}`, async () => {
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
      await until(() => answer, 'the question');
      act(element);
      answer(healthy);
      // Long enough for the answer to have been judged, had it not been dropped: the table is there already.
      await fetch('/scripted');
      expect(events.of('repair-confirmed')).to.have.length(0);
    });
  }
});
