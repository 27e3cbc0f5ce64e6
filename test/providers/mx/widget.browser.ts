import {expect} from '@open-wc/testing';
import type {BankReconnectElement, CompletionRequest} from '../../../src/index.js';
import {part, shorten, textOf} from '../../helpers/fixture.js';
import {loadedFrame, widgetUrl} from '../../helpers/meld-page.js';
import {connected, createMx, mxAnswer, mxMessage, openMx} from '../../helpers/mx-page.js';

/** Creates a `completeRepair` that records the results. */
function completions() {
  const results: unknown[] = [];
  return {results, completeRepair: ({result}: CompletionRequest) => void results.push(result)};
}

describe('MX Connect', () => {
  it('is open with its first message, and dispatches widget-loaded on connect/loaded', async () => {
    const {element, events, post} = await openMx();
    await post(mxMessage('ping'));
    expect(element.state).to.equal('open');
    expect(events.of('widget-loaded')).to.have.length(0);
    await post(mxMessage('connect/loaded', {initial_step: 'mfa'}));
    expect(events.of('widget-loaded')).to.have.length(1);
  });

  it('can be shown inline', async () => {
    const {element, frame, post, exit} = await openMx({display: 'inline'});
    expect(part(element, 'dialog')!.localName).to.equal('section');
    await post(connected, mxMessage('connect/connected/primaryAction'));
    expect((await exit).type).to.equal('successful');
    expect(frame.isConnected).to.equal(false);
  });

  it('succeeds with "Done", and sends its complete metadata to the backend', async () => {
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
    // The guid at the end of the repair, not the one at its start.
    expect(results).to.deep.equal([{metadata: {user_guid: 'USR-1', session_guid: 'SES-1', member_guid: 'MBR-2'}}]);
  });

  it('reads types in lower case', async () => {
    const {post, exit} = await openMx();
    await post(mxMessage('connect/memberconnected', {member_guid: 'MBR-1'}), mxMessage('connect/backtosearch'));
    expect((await exit).type).to.equal('successful');
  });

  it('reads older messages', async () => {
    const {results, completeRepair} = completions();
    const {post, exit} = await openMx({}, {completeRepair});
    const older = (type: string, payload = {}) => JSON.stringify({moneyDesktop: true, type, payload, timeStamp: 5});
    await post(older('load'), older('memberConnected', {member_guid: 'MBR-1'}), older('connected/primaryAction'));
    expect((await exit).type).to.equal('successful');
    expect(results).to.deep.equal([{metadata: {member_guid: 'MBR-1'}}]);
  });

  it('succeeds with the messages of versions 2 and 3, which have none for the end', async () => {
    const {results, completeRepair} = completions();
    const {element, post, exit, events} = await openMx({}, {completeRepair});
    const older = (type: string, payload = {}) => JSON.stringify({moneyDesktop: true, type, payload, timeStamp: 5});
    await post(older('load'), older('mxConnect:widgetLoaded'), older('ping'));
    expect(events.of('widget-loaded')).to.have.length(1);
    await post(older('mxConnect:memberAdded', {member_guid: 'MBR-1', user_guid: 'USR-1'}));
    part(element, 'done')!.click();
    expect((await exit).type).to.equal('successful');
    expect(results).to.deep.equal([{metadata: {member_guid: 'MBR-1', user_guid: 'USR-1'}}]);
  });

  it('succeeds with "Done" without memberConnected', async () => {
    const {post, exit} = await openMx();
    await post(mxMessage('connect/connected/primaryAction'));
    expect((await exit).type).to.equal('successful');
  });

  it('succeeds with backToSearch after memberConnected', async () => {
    const {post, exit} = await openMx();
    await post(connected, mxMessage('connect/backToSearch'));
    expect((await exit).type).to.equal('successful');
  });

  it('aborts with backToSearch before memberConnected', async () => {
    const {post, exit, events} = await openMx();
    await post(mxMessage('connect/backToSearch'), connected);
    expect((await exit).type).to.equal('aborted');
    expect(events.one('exited-aborted').reason).to.equal('cancelled');
  });

  it('succeeds a while after memberConnected without another message', async () => {
    shorten({lastScreen: 30});
    const {post, exit} = await openMx();
    await post(connected);
    expect((await exit).type).to.equal('successful');
  });

  for (const display of ['modal', 'inline']) {
    it(`says that the person has finished while its last screen is shown, with "Done", ${display}`, async () => {
      const {element, post, exit, events} = await openMx({display});
      expect(part(element, 'done')).to.equal(undefined);
      await post(connected);
      const notice = part(element, 'notice')!;
      expect(notice.getAttribute('role')).to.equal('status');
      expect(textOf(notice)).to.equal('You have signed in to Meridian.Done');
      // The person may still use the widget, for instance for its feedback form.
      await post(mxMessage('connect/stepChange', {previous: 'connecting', current: 'connected'}));
      expect(events.exits()).to.have.length(0);
      part(element, 'done')!.click();
      expect((await exit).type).to.equal('successful');
    });
  }

  const closes: Record<string, (element: BankReconnectElement) => void> = {
    'the close button': element => part(element, 'close')!.click(),
    'close()': element => element.close(),
    'a move of the element': element => document.body.prepend(element),
  };
  for (const [how, act] of Object.entries(closes)) {
    it(`succeeds once by ${how} after memberConnected`, async () => {
      const {results, completeRepair} = completions();
      const {element, post, exit, events} = await openMx({}, {completeRepair});
      await post(connected);
      act(element);
      act(element);
      expect((await exit).type).to.equal('successful');
      expect(events.exits()).to.have.length(1);
      expect(results).to.have.length(1);
    });
  }

  it('does not succeed for another connection after memberConnected', async () => {
    const {element, post, exit} = await openMx();
    await post(connected);
    element.connectionId = 'conn_other';
    expect(await exit).to.have.nested.property('detail.reason', 'superseded');
  });

  it('aborts by the close button before memberConnected', async () => {
    const {element, post, exit, events} = await openMx();
    await post(mxMessage('load'));
    part(element, 'close')!.click();
    expect((await exit).type).to.equal('aborted');
    expect(events.one('exited-aborted')).to.include({reason: 'closed'}).and.not.have.property('error');
  });

  it('succeeds at once for a healthy member, with the initial step in the result', async () => {
    const {results, completeRepair} = completions();
    const {post, exit, events} = await openMx({}, {completeRepair});
    await post(mxMessage('load'), mxMessage('connect/loaded', {initial_step: 'connected'}));
    expect((await exit).type).to.equal('successful');
    expect(events.of('widget-loaded')).to.have.length(1);
    expect(results).to.have.length(1).and.to.have.nested.property('[0].initialStep', 'connected');
  });

  it('aborts with the reason removed when the person deletes the member', async () => {
    const {post, exit, events} = await openMx();
    await post(mxMessage('connect/memberDeleted', {member_guid: 'MBR-1'}));
    expect((await exit).type).to.equal('aborted');
    expect(events.one('exited-aborted').reason).to.equal('removed');
    expect(events.of('connection-removed')).to.have.length(1);
  });

  const errors: [string, Record<string, unknown>, string | undefined][] = [
    ['memberError', {member: {guid: 'MBR-1', connection_status: 2}}, '2'],
    ['oauthError', {member_guid: 'MBR-1', error_reason: 'DENIED'}, 'DENIED'],
    ['createMemberError', {institution_guid: 'INS-1', institution_code: 'meridian'}, undefined],
    ['invalidData', {member: {guid: 'MBR-1', code: 2001}}, '2001'],
  ];
  for (const [name, metadata, code] of errors) {
    it(`stays open after ${name}, and passes it to the exit event`, async () => {
      const {element, post, exit, events} = await openMx();
      await post(mxMessage('connect/submitMFA'), mxMessage(`connect/${name}`, metadata));
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

  it('dispatches widget-event with allowed fields only', async () => {
    const {post, events} = await openMx();
    const secretUrl = 'https://bank.example/authorize?state=secret';
    await post(
      mxMessage('connect/oauthRequested', {url: secretUrl, member_guid: 'MBR-1'}),
      mxMessage('connect/institutionSearch', {query: 'my bank'}),
      mxMessage('connect/selectedInstitution', {url: secretUrl, name: 'My Bank', code: 'my', guid: 'INS-1'}),
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
    "in the contract's form": {widgetUrl},
    "in MX's form": mxAnswer,
    "in the form of Quiltt's record": {url: widgetUrl},
  };
  for (const [how, answer] of Object.entries(answers)) {
    it(`opens the widget, ${how}`, async () => {
      const {frame} = await openMx({}, {fetchToken: () => answer});
      expect(frame.src).to.equal(widgetUrl);
    });
  }

  const refused: Record<string, unknown> = {
    'without a URL': {widget_url: {type: 'connect_widget'}},
    'that is empty': {},
    'with a widget_url that is null': {widget_url: null},
    'on another host': {widgetUrl: 'https://moneydesktop.com.evil.example/md/connect/x'},
    'on a host with the same ending': {widgetUrl: 'https://evilmoneydesktop.com/md/connect/x'},
    'without https': {widgetUrl: 'http://widgets.moneydesktop.com/md/connect/x'},
    'with the scheme javascript': {widgetUrl: 'javascript:alert(1)'},
  };
  for (const [how, answer] of Object.entries(refused)) {
    it(`is refused with invalid-token ${how}`, async () => {
      const element = await createMx({}, {fetchToken: () => answer});
      expect(await element.open()).to.have.nested.property('detail.error.code', 'invalid-token');
      expect(element.shadowRoot!.querySelector('iframe')).to.equal(null);
    });
  }

  it('is not requested before the click, because its URL can be used once', async () => {
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
    expect(count, 'a new answer for each repair').to.equal(2);
  });
});
