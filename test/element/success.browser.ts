import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {make, part, track} from '../helpers/fixture.js';
import {
  completeMessage,
  loadedFrame,
  meldAttributes,
  message,
  openMeld,
  sayFrom,
  tokenAnswer,
} from '../helpers/meld-page.js';
import {scriptedBackend} from '../helpers/scripted-backend.js';

describe('a repair that succeeds', () => {
  it('tells its story in order, each change of state before the event it belongs to', async () => {
    const backend = await scriptedBackend({
      complete: {status: 204},
      status: {body: {provider: 'meld', status: 'ACTIVE', statusReason: null}},
    });
    const {events, say} = await openMeld(backend.attributes);
    await say(message('init'));
    await say(completeMessage);
    await events.next('repair-confirmed');
    expect(events.story().filter(name => name !== 'widget-event')).to.deep.equal([
      'repair-requested',
      'idle→requesting',
      'requesting→opening',
      'widget-opened',
      'opening→open',
      'widget-loaded',
      'open→completing',
      'completing→verifying',
      'exited-successful',
      'verifying→idle',
      'repair-confirmed',
    ]);
  });

  it('names connection, provider and one repair in every event', async () => {
    const {events, say, exit} = await openMeld();
    await say(message('init'));
    await say(completeMessage);
    await exit;
    const ids = events.all.map(({detail}) => {
      const {connectionId, provider, repairId} = detail as Record<string, string>;
      return [connectionId, provider, repairId].join();
    });
    expect(new Set(ids).size).to.equal(1);
    expect(ids[0]).to.match(/^conn_1,meld,.{16,}$/);
  });

  it('sends events that bubble out of shadow roots', async () => {
    const host = track(document.createElement('div'));
    const element = make({...meldAttributes}, {fetchToken: () => tokenAnswer()});
    host.attachShadow({mode: 'open'}).append(element);
    const events = record();
    const exit = element.open();
    await sayFrom((await loadedFrame(element)).contentWindow!, completeMessage);
    await exit;
    expect(events.one('exited-successful').connectionId).to.equal('conn_1');
    expect(events.all.every(({bubbles, composed}) => bubbles && composed)).to.equal(true);
    expect(events.all.filter(({cancelable}) => cancelable).map(({type}) => type)).to.deep.equal(['repair-requested']);
  });

  it('passes through completing and ends idle, unverified, when there is no way to complete or verify', async () => {
    const {element, events, say, exit} = await openMeld();
    await say(completeMessage);
    const {type, detail} = await exit;
    expect(type).to.equal('successful');
    expect(detail).to.include({verifying: false, alreadyHealthy: false, resultingConnectionId: 'conn_1'});
    expect(events.story()).to.include.members(['open→completing', 'completing→idle']);
    expect(element.state).to.equal('idle');
  });

  it('goes from opening to open on whichever message comes first, without claiming a load', async () => {
    const {events, say, exit} = await openMeld();
    await say(completeMessage);
    await exit;
    expect(events.story()).to.include('opening→open');
    expect(events.of('widget-loaded')).to.have.length(0);
  });

  it('has taken the surface away when it tells of the exit', async () => {
    const {element, say, exit} = await openMeld();
    let seen: unknown = 'nothing';
    element.addEventListener('exited-successful', () => (seen = part(element, 'frame')));
    await say(completeMessage);
    await exit;
    expect(seen).to.equal(undefined);
  });

  it('tells the institution and the accounts that the widget named', async () => {
    const {events, say, exit} = await openMeld();
    await say(completeMessage);
    await exit;
    const {institution, accounts} = events.one('exited-successful');
    expect(institution).to.deep.equal({id: 'inst_1', name: 'First Harbor'});
    expect(accounts).to.deep.equal([{name: 'Checking', type: 'CHECKING', mask: '1234'}]);
  });

  for (const [how, encode] of Object.entries({
    'an object': (said: object) => said,
    'JSON in a string': (said: object) => JSON.stringify(said),
    'a query string': (said: object) =>
      new URLSearchParams(
        Object.entries(said).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
      ).toString(),
    'an object with the details in metadata': ({domain, eventName, ...metadata}: Record<string, unknown>) => ({
      domain,
      eventName,
      metadata,
    }),
  })) {
    it(`understands connect_complete as ${how}`, async () => {
      const {events, say, exit} = await openMeld();
      await say(encode(message('init')));
      await say(encode(completeMessage));
      expect((await exit).type).to.equal('successful');
      expect(events.of('widget-loaded')).to.have.length(1);
      expect(events.one('exited-successful').accounts).to.have.length(1);
    });
  }

  it('has one exit however often the widget says that it is done', async () => {
    const {events, say, exit} = await openMeld();
    await say(message('init'), completeMessage, completeMessage, message('error', {reason: 'late'}), completeMessage);
    await exit;
    expect(events.exits()).to.have.length(1);
  });

  it('reports what the widget says by allowed fields only', async () => {
    const {events, say} = await openMeld();
    await say(message('error', {reason: 'INVALID', details: 'routing 021000021', password: 'secret'}));
    const {name, data} = events.one('widget-event');
    expect(name).to.equal('error');
    expect(data).to.include({reason: 'INVALID'});
    expect(JSON.stringify(data)).to.not.match(/021000021|secret/);
  });

  it('stays open after an error and after debug of the widget', async () => {
    const {element, events, say} = await openMeld();
    await say(message('init'));
    await say(message('error', {reason: 'INVALID'}));
    await say(message('debug', {details: 'customer cancelled'}));
    expect(element.state).to.equal('open');
    expect(events.exits()).to.have.length(0);
    expect(events.of('widget-event').map(({detail}) => detail.name)).to.not.include('debug');
  });
});
