import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {make, part, track} from '../helpers/fixture.js';
import {
  completeMessage,
  loadedFrame,
  meldAttributes,
  message,
  openMeld,
  postFrom,
  tokenAnswer,
} from '../helpers/meld-page.js';
import {scriptedBackend} from '../helpers/scripted-backend.js';

describe('a repair that succeeds', () => {
  it('dispatches its events in order, with each state change before its event', async () => {
    const backend = await scriptedBackend({
      complete: {status: 204},
      status: {body: {provider: 'meld', status: 'ACTIVE', statusReason: null}},
    });
    const {events, post} = await openMeld(backend.attributes);
    await post(message('init'));
    await post(completeMessage);
    await events.next('repair-confirmed');
    expect(events.sequence().filter(name => name !== 'widget-event')).to.deep.equal([
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

  it('puts the same connectionId, provider and repairId into every event', async () => {
    const {events, post, exit} = await openMeld();
    await post(message('init'));
    await post(completeMessage);
    await exit;
    const ids = events.all.map(({detail}) => {
      const {connectionId, provider, repairId} = detail as Record<string, string>;
      return [connectionId, provider, repairId].join();
    });
    expect(new Set(ids).size).to.equal(1);
    expect(ids[0]).to.match(/^conn_1,meld,.{16,}$/);
  });

  it('dispatches events that bubble and are composed', async () => {
    const host = track(document.createElement('div'));
    const element = make({...meldAttributes}, {fetchToken: () => tokenAnswer()});
    host.attachShadow({mode: 'open'}).append(element);
    const events = record();
    const exit = element.open();
    await postFrom((await loadedFrame(element)).contentWindow!, completeMessage);
    await exit;
    expect(events.one('exited-successful').connectionId).to.equal('conn_1');
    expect(events.all.every(({bubbles, composed}) => bubbles && composed)).to.equal(true);
    expect(events.all.filter(({cancelable}) => cancelable).map(({type}) => type)).to.deep.equal(['repair-requested']);
  });

  it('passes through completing and ends in idle without a completion or status source', async () => {
    const {element, events, post, exit} = await openMeld();
    await post(completeMessage);
    const {type, detail} = await exit;
    expect(type).to.equal('successful');
    expect(detail).to.include({verifying: false, alreadyHealthy: false, resultingConnectionId: 'conn_1'});
    expect(events.sequence()).to.include.members(['open→completing', 'completing→idle']);
    expect(element.state).to.equal('idle');
  });

  it('changes from opening to open on the first message, without widget-loaded', async () => {
    const {events, post, exit} = await openMeld();
    await post(completeMessage);
    await exit;
    expect(events.sequence()).to.include('opening→open');
    expect(events.of('widget-loaded')).to.have.length(0);
  });

  it('removes the surface before the exit event', async () => {
    const {element, post, exit} = await openMeld();
    let frame: unknown = 'no exit event';
    element.addEventListener('exited-successful', () => (frame = part(element, 'frame')));
    await post(completeMessage);
    await exit;
    expect(frame).to.equal(undefined);
  });

  it("passes the widget's institution and accounts to the exit event", async () => {
    const {events, post, exit} = await openMeld();
    await post(completeMessage);
    await exit;
    const {institution, accounts} = events.one('exited-successful');
    expect(institution).to.deep.equal({id: 'inst_1', name: 'First Harbor'});
    expect(accounts).to.deep.equal([{name: 'Checking', type: 'CHECKING', mask: '1234'}]);
  });

  for (const [how, encode] of Object.entries({
    'an object': (data: object) => data,
    'JSON in a string': (data: object) => JSON.stringify(data),
    'a query string': (data: object) =>
      new URLSearchParams(
        Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
      ).toString(),
    'an object with the details in metadata': ({domain, eventName, ...metadata}: Record<string, unknown>) => ({
      domain,
      eventName,
      metadata,
    }),
  })) {
    it(`reads connect_complete as ${how}`, async () => {
      const {events, post, exit} = await openMeld();
      await post(encode(message('init')));
      await post(encode(completeMessage));
      expect((await exit).type).to.equal('successful');
      expect(events.of('widget-loaded')).to.have.length(1);
      expect(events.one('exited-successful').accounts).to.have.length(1);
    });
  }

  it('dispatches one exit event for repeated messages', async () => {
    const {events, post, exit} = await openMeld();
    await post(message('init'), completeMessage, completeMessage, message('error', {reason: 'late'}), completeMessage);
    await exit;
    expect(events.exits()).to.have.length(1);
  });

  it('dispatches widget-event with allowed fields only', async () => {
    const {events, post} = await openMeld();
    await post(message('error', {reason: 'INVALID', details: 'routing 021000021', password: 'secret'}));
    const {name, data} = events.one('widget-event');
    expect(name).to.equal('error');
    expect(data).to.include({reason: 'INVALID'});
    expect(JSON.stringify(data)).to.not.match(/021000021|secret/);
  });

  it('stays open after the messages error and debug of the widget', async () => {
    const {element, events, post} = await openMeld();
    await post(message('init'));
    await post(message('error', {reason: 'INVALID'}));
    await post(message('debug', {details: 'customer cancelled'}));
    expect(element.state).to.equal('open');
    expect(events.exits()).to.have.length(0);
    expect(events.of('widget-event').map(({detail}) => detail.name)).to.not.include('debug');
  });
});
