import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {announcement, create, make, part, shorten, track} from '../helpers/fixture.js';
import {createBackend, keyOf, leave, stored} from '../helpers/return-page.js';
import {until} from '../helpers/until.js';

const next = () => new Promise(resolve => setTimeout(resolve));

/** Creates the element of the page that the person comes back to. */
async function comeBack(
  repair?: 'pending' | 'completed' | 'exited',
  attributes: Readonly<Record<string, string>> = {},
) {
  shorten({poll: 5, pollLongest: 5});
  const {backend, fetchStatus} = createBackend(repair);
  const events = record();
  const fetchToken = () => new Promise(() => undefined);
  const element = await create({'connection-id': 'conn_p', ...attributes}, {fetchStatus, fetchToken});
  return {element, events, backend};
}

afterEach(() => sessionStorage.clear());

describe('a repair whose page was left for the bank', () => {
  it('resumes with the same id, without a request, and succeeds when the status reports it as completed', async () => {
    const {repairId: expectedId} = leave();
    const {element, events, backend} = await comeBack('completed');
    backend.status = 'HEALTHY';
    const {repairId, connectionId, provider} = await events.next('exited-successful');
    expect({repairId, connectionId, provider}).to.deep.equal({
      repairId: expectedId,
      connectionId: 'conn_p',
      provider: 'plaid',
    });
    await events.next('repair-confirmed');
    // A tag may have no `provider`.
    expect(events.all.map(({detail}) => (detail as {provider: string}).provider)).to.not.include('');
    expect(events.sequence()).to.deep.equal([
      'idle→open',
      'open→completing',
      'completing→verifying',
      'exited-successful',
      'verifying→idle',
      'repair-confirmed',
    ]);
    expect(new Set(backend.asked)).to.deep.equal(new Set([`conn_p ${expectedId}`]));
    expect(stored()).to.deep.equal({});
    expect(element.state).to.equal('idle');
  });

  it('aborts with the reason cancelled when the status reports it as exited', async () => {
    leave();
    const {events} = await comeBack('exited');
    expect((await events.next('exited-aborted')).reason).to.equal('cancelled');
  });

  it('aborts with the reason returned when the status reports no end within the grace period', async () => {
    shorten({returned: 30});
    leave();
    const {events, backend} = await comeBack('pending');
    expect((await events.next('exited-aborted')).reason).to.equal('returned');
    expect(backend.asked.length).to.be.greaterThan(1);
    expect(events.exits()).to.have.length(1);
  });

  it('succeeds when the completion arrives within the grace period', async () => {
    leave();
    const {events, backend} = await comeBack('pending');
    await until(() => backend.asked.length > 3, 'status requests');
    expect(events.exits()).to.deep.equal([]);
    backend.repair = 'completed';
    await events.next('exited-successful');
  });

  it('aborts with the reason returned on a page that cannot read the status', async () => {
    leave();
    const events = record();
    await create({'connection-id': 'conn_p', 'token-url': '/nowhere'});
    expect((await events.next('exited-aborted')).reason).to.equal('returned');
  });

  it('tells the person that it is being checked, and lets them try again', async () => {
    const {repairId} = leave();
    const {element, events} = await comeBack('pending');
    await until(() => element.state === 'open', 'the resumed repair');
    await element.updateComplete;
    expect(announcement(element)).to.equal('Checking the connection…');
    part(element, 'retry')!.click();
    expect(events.one('exited-aborted')).to.include({reason: 'closed', repairId});
    expect(events.one('repair-requested').repairId).to.not.equal(repairId);
  });

  it('is not opened anew by auto-open', async () => {
    leave();
    const {events} = await comeBack('exited', {'auto-open': ''});
    await events.next('exited-aborted');
    await next();
    expect(events.of('repair-requested')).to.have.length(0);
  });

  it('resumes in an element that gets its connection later', async () => {
    leave();
    const {element, events} = await comeBack('completed', {'connection-id': 'conn_other'});
    expect(events.all).to.have.length(0);
    element.connectionId = 'conn_p';
    await events.next('exited-successful');
  });

  it('resumes in one of two elements with its connection', async () => {
    leave();
    const {fetchStatus} = createBackend('exited');
    const {events} = await comeBack('exited');
    const second = track(make({'connection-id': 'conn_p'}, {fetchStatus}));
    await second.updateComplete;
    await events.next('exited-aborted');
    await next();
    expect(events.exits()).to.have.length(1);
  });

  it('resumes in the next element when a framework replaces the first one', async () => {
    const {repairId} = leave();
    const first = await comeBack('pending');
    await until(() => first.backend.asked.length, 'a status request');
    first.element.remove();
    await next();
    expect(Object.keys(stored())).to.deep.equal([keyOf('conn_p')]);
    const {events} = await comeBack('completed');
    expect((await events.next('exited-successful')).repairId).to.equal(repairId);
    expect(first.events.of('exited-aborted')).to.have.length(0);
  });

  it('gives way to a repair that the person starts first', async () => {
    const {repairId} = leave();
    const {element, events} = await comeBack('completed');
    void element.open();
    await until(() => !stored()[keyOf('conn_p')], 'the removal of the record');
    expect(events.exits()).to.have.length(0);
    expect(events.one('repair-requested').repairId).to.not.equal(repairId);
    element.close();
  });
});

describe('an element without a connection id', () => {
  it('takes the connection of the only record', async () => {
    leave({connectionId: 'conn_x'});
    const {element, events} = await comeBack('completed', {'connection-id': ''});
    expect((await events.next('exited-successful')).connectionId).to.equal('conn_x');
    expect(element.connectionId).to.equal('conn_x');
  });

  it('takes the connection of the only valid record', async () => {
    leave({connectionId: 'conn_x'});
    leave({connectionId: 'conn_y', expiresAt: Date.now() - 1});
    const {events} = await comeBack('completed', {'connection-id': ''});
    expect((await events.next('exited-successful')).connectionId).to.equal('conn_x');
  });

  for (const [what, prepare] of Object.entries({
    'there are two records': (): unknown => leave({connectionId: 'conn_y'}),
    'it is not the only element': (): unknown => track(make({'connection-id': 'conn_z'})),
  })) {
    it(`resumes nothing if ${what}`, async () => {
      leave({connectionId: 'conn_x'});
      prepare();
      const {element, events} = await comeBack('completed', {'connection-id': ''});
      await next();
      expect(element.connectionId).to.equal('');
      expect(events.all).to.have.length(0);
    });
  }
});

describe('a record', () => {
  const left = JSON.stringify({connectionId: 'conn_p'});
  const texts: Record<string, () => unknown> = {
    'that has expired': () => leave({expiresAt: Date.now() - 1}),
    'that never expires': () => leave({expiresAt: Date.now() + 1e12}),
    'of another connection under its key': () => leave({connectionId: 'conn_q'}, keyOf('conn_p')),
    'without members': () => sessionStorage.setItem(keyOf('conn_p'), left),
    'that is no JSON': () => sessionStorage.setItem(keyOf('conn_p'), '{'),
    'that is null': () => sessionStorage.setItem(keyOf('conn_p'), 'null'),
    'with an object as its id': () => leave({repairId: {} as string}),
    'whose page is no URL': () => leave({page: 'http://['}),
    'whose return is to no URL': () => leave({returnedTo: 'http://['}),
    'with a token of another shape': () => leave({token: {token: 1} as never}),
  };
  for (const [what, write] of Object.entries(texts)) {
    it(`${what} is removed, and resumes nothing`, async () => {
      write();
      const {element, events, backend} = await comeBack('completed');
      await until(() => !Object.keys(stored()).length, 'the removal');
      await next();
      expect(events.all).to.have.length(0);
      expect(backend.asked).to.have.length(0);
      expect(element.state).to.equal('idle');
    });
  }

  it('of another connection stays, and resumes nothing', async () => {
    leave({connectionId: 'conn_q'});
    const {events} = await comeBack('completed');
    await next();
    expect(Object.keys(stored())).to.deep.equal([keyOf('conn_q')]);
    expect(events.all).to.have.length(0);
  });
});
