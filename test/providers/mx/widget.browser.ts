import {expect} from '@open-wc/testing';
import type {CompletionRequest} from '../../../src/index.js';
import {part} from '../../helpers/fixture.js';
import {loadedFrame, widgetUrl} from '../../helpers/meld-page.js';
import {connected, createMx, mxAnswer, mxMessage, openMx, shortenTiming} from '../../helpers/mx-page.js';

/** An element's settings that keep what goes to the backend. */
function completions() {
  const results: unknown[] = [];
  return {results, completeRepair: ({result}: CompletionRequest) => void results.push(result)};
}

describe('MX Connect', () => {
  it('is open with its first message, but loaded only when it says so', async () => {
    const {element, events, post} = await openMx();
    await post(mxMessage('ping'));
    expect(element.state).to.equal('open');
    expect(events.of('widget-loaded')).to.have.length(0);
    await post(mxMessage('connect/loaded', {initial_step: 'mfa'}));
    expect(events.of('widget-loaded')).to.have.length(1);
  });

  it('stays in its place in the page, with display inline', async () => {
    const {element, frame, post, exit} = await openMx({display: 'inline'});
    expect(part(element, 'dialog')!.localName).to.equal('section');
    await post(connected, mxMessage('connect/connected/primaryAction'));
    expect((await exit).type).to.equal('successful');
    expect(frame.isConnected).to.equal(false);
  });

  it('succeeds with "Done", and its metadata goes to the backend whole', async () => {
    const {results, completeRepair} = completions();
    const {post, exit, events} = await openMx({}, {completeRepair});
    await post(
      mxMessage('connect/updateCredentials', {member_guid: 'MBR-1'}),
      mxMessage('connect/memberConnected', {member_guid: 'MBR-2'}),
    );
    expect(events.exits()).to.have.length(0);
    await post(mxMessage('connect/connected/primaryAction'), mxMessage('connect/backToSearch'));
    expect((await exit).type).to.equal('successful');
    expect(events.exits()).to.have.length(1);
    // The guid that the repair ended at, not the one that it began with.
    expect(results).to.deep.equal([{metadata: {user_guid: 'USR-1', session_guid: 'SES-1', member_guid: 'MBR-2'}}]);
  });

  it('understands types in lower case', async () => {
    const {post, exit} = await openMx();
    await post(mxMessage('connect/memberconnected', {member_guid: 'MBR-1'}), mxMessage('connect/backtosearch'));
    expect((await exit).type).to.equal('successful');
  });

  it('understands the texts of older messages', async () => {
    const {results, completeRepair} = completions();
    const {post, exit} = await openMx({}, {completeRepair});
    const older = (type: string, payload = {}) => JSON.stringify({moneyDesktop: true, type, payload, timeStamp: 5});
    await post(older('load'), older('memberConnected', {member_guid: 'MBR-1'}), older('connected/primaryAction'));
    expect((await exit).type).to.equal('successful');
    expect(results).to.deep.equal([{metadata: {member_guid: 'MBR-1'}}]);
  });

  it('takes "Done" for a success that was not announced', async () => {
    const {post, exit} = await openMx();
    await post(mxMessage('connect/connected/primaryAction'));
    expect((await exit).type).to.equal('successful');
  });

  it('takes backToSearch for an end of the success after it', async () => {
    const {post, exit} = await openMx();
    await post(connected, mxMessage('connect/backToSearch'));
    expect((await exit).type).to.equal('successful');
  });

  it('takes backToSearch for giving up before it', async () => {
    const {post, exit, events} = await openMx();
    await post(mxMessage('connect/backToSearch'), connected);
    expect((await exit).type).to.equal('aborted');
    expect(events.one('exited-aborted').reason).to.equal('cancelled');
  });

  it('ends by itself a while after the success', async () => {
    shortenTiming({afterSuccess: 30});
    const {post, exit} = await openMx();
    await post(connected);
    expect((await exit).type).to.equal('successful');
  });

  it('that is closed by its button after the success has succeeded', async () => {
    const {element, post, exit} = await openMx();
    await post(connected);
    part(element, 'close')!.click();
    expect((await exit).type).to.equal('successful');
  });

  it('that is closed by its button before it is aborted', async () => {
    const {element, post, exit, events} = await openMx();
    await post(mxMessage('load'));
    part(element, 'close')!.click();
    expect((await exit).type).to.equal('aborted');
    expect(events.one('exited-aborted')).to.include({reason: 'closed'}).and.not.have.property('error');
  });

  it('of a member that is healthy has nothing to repair, which the backend can tell', async () => {
    const {results, completeRepair} = completions();
    const {post, exit, events} = await openMx({}, {completeRepair});
    await post(mxMessage('load'), mxMessage('connect/loaded', {initial_step: 'connected'}));
    expect((await exit).type).to.equal('successful');
    expect(events.of('widget-loaded')).to.have.length(1);
    expect(results).to.have.length(1).and.to.have.nested.property('[0].initialStep', 'connected');
  });

  it('in which the person deletes the connection is aborted, removed', async () => {
    const {post, exit, events} = await openMx();
    await post(mxMessage('connect/memberDeleted', {member_guid: 'MBR-1'}));
    expect((await exit).type).to.equal('aborted');
    expect(events.one('exited-aborted').reason).to.equal('removed');
    expect(events.of('connection-removed')).to.have.length(1);
  });

  const troubles: [string, Record<string, unknown>, string | undefined][] = [
    ['memberError', {member: {guid: 'MBR-1', connection_status: 2}}, '2'],
    ['oauthError', {member_guid: 'MBR-1', error_reason: 'DENIED'}, 'DENIED'],
    ['createMemberError', {institution_guid: 'INS-1', institution_code: 'meridian'}, undefined],
    ['invalidData', {member: {guid: 'MBR-1', code: 2001}}, '2001'],
  ];
  for (const [name, metadata, code] of troubles) {
    it(`goes on after ${name}, and names it when the person leaves`, async () => {
      const {element, post, exit, events} = await openMx();
      await post(mxMessage(`connect/${name}`, metadata));
      expect(element.state).to.equal('open');
      element.close();
      await exit;
      const {reason, error} = events.one('exited-aborted');
      expect(reason).to.equal('closed');
      expect(error?.code).to.equal('widget-error');
      expect(error?.vendor).to.deep.equal({...(code && {code}), type: `mx/connect/${name}`});
    });

    it(`can still succeed after ${name}`, async () => {
      const {post, exit} = await openMx();
      await post(mxMessage(`connect/${name}`, metadata), connected, mxMessage('connect/connected/primaryAction'));
      expect((await exit).type).to.equal('successful');
    });
  }

  it('tells events by allowed fields only', async () => {
    const {post, events} = await openMx();
    const address = 'https://bank.example/authorize?state=secret';
    await post(
      mxMessage('connect/oauthRequested', {url: address, member_guid: 'MBR-1'}),
      mxMessage('connect/institutionSearch', {query: 'my bank'}),
      mxMessage('connect/selectedInstitution', {url: address, name: 'My Bank', code: 'my', guid: 'INS-1'}),
    );
    expect(events.of('widget-event').map(({detail}) => [detail.name, detail.data])).to.deep.equal([
      ['mx/connect/oauthRequested', {member_guid: 'MBR-1'}],
      ['mx/connect/institutionSearch', {}],
      ['mx/connect/selectedInstitution', {code: 'my', guid: 'INS-1'}],
    ]);
  });
});

describe("MX's answer", () => {
  const answers: Record<string, Record<string, unknown>> = {
    'in our words': {widgetUrl},
    "as MX's own, passed through": mxAnswer,
    "as Quiltt's record": {url: widgetUrl},
  };
  for (const [how, answer] of Object.entries(answers)) {
    it(`opens the widget, ${how}`, async () => {
      const {frame} = await openMx({}, {fetchToken: () => answer});
      expect(frame.src).to.equal(widgetUrl);
    });
  }

  const refused: Record<string, unknown> = {
    'without an address': {widget_url: {type: 'connect_widget'}},
    'with nothing in it': {},
    'with a widget_url that is null': {widget_url: null},
    "on somebody else's host": {widgetUrl: 'https://moneydesktop.com.evil.example/md/connect/x'},
    'on a host that only ends alike': {widgetUrl: 'https://evilmoneydesktop.com/md/connect/x'},
    'without encryption': {widgetUrl: 'http://widgets.moneydesktop.com/md/connect/x'},
    'that is a script': {widgetUrl: 'javascript:alert(1)'},
  };
  for (const [how, answer] of Object.entries(refused)) {
    it(`is refused ${how}`, async () => {
      const element = await createMx({}, {fetchToken: () => answer});
      expect(await element.open()).to.have.nested.property('detail.error.code', 'invalid-token');
      expect(element.shadowRoot!.querySelector('iframe')).to.equal(null);
    });
  }

  it('is not fetched before the click, because its address is good for one use', async () => {
    let count = 0;
    const fetchToken = () => (count++, mxAnswer);
    const element = await createMx({prefetch: 'intent'}, {fetchToken});
    part(element, 'button')!.dispatchEvent(new PointerEvent('pointerenter', {bubbles: true}));
    part(element, 'button')!.focus();
    await element.updateComplete;
    expect(count).to.equal(0);
    void element.open();
    await loadedFrame(element);
    expect(count).to.equal(1);
    element.close();
    void element.open();
    await loadedFrame(element);
    expect(count, 'a fresh one for each showing').to.equal(2);
  });
});
