import {expect} from '@open-wc/testing';
import type {CompletionRequest} from '../../../src/index.js';
import {leftBehind} from '../../helpers/left-behind.js';
import {
  calls,
  createQuiltt,
  installQuiltt,
  openQuiltt,
  setBehaviour,
  quilttAnswer,
  reconnects,
  shortenTiming,
} from '../../helpers/quiltt-page.js';
import {until} from '../../helpers/until.js';

installQuiltt();

const taskLater = () => new Promise(resolve => setTimeout(resolve, 20));

/** The connected observers. In these tests only the element's code creates any. */
const observers = new Set<MutationObserver>();
window.MutationObserver = class extends MutationObserver {
  override observe(...given: Parameters<MutationObserver['observe']>): void {
    observers.add(this);
    super.observe(...given);
  }
  override disconnect(): void {
    observers.delete(this);
    super.disconnect();
  }
};

describe("Quiltt's Connector", () => {
  it('is authenticated first, then reconnects the aggregator’s connection and opens', async () => {
    const {element, events} = await openQuiltt();
    expect(calls).to.deep.equal(['authenticate session-token-secret', 'reconnect cn_1 conn_9', 'open']);
    expect(element.state).to.equal('opening');
    expect(events.one('widget-opened').display).to.equal('modal');
    expect(element.shadowRoot!.querySelector('dialog, iframe')).to.equal(null);
  });

  it("uses the host's connection id if the token answer has no other", async () => {
    const {connectorId, sessionToken: token} = quilttAnswer;
    const {quiltt} = await openQuiltt({}, {fetchToken: () => ({connectorId, token, expiresAt: 'unreadable'})});
    expect(quiltt.connectionId).to.equal('conn_q');
  });

  it('is open with its first event, and dispatches widget-loaded once', async () => {
    const {element, events, quiltt} = await openQuiltt();
    quiltt.report('opened');
    expect(element.state).to.equal('open');
    expect(events.of('widget-loaded')).to.have.length(0);
    quiltt.report('loaded');
    quiltt.report('loaded');
    expect(events.of('widget-loaded')).to.have.length(1);
    expect(events.of('widget-event').map(({detail}) => detail.name)).to.deep.equal(['opened', 'loaded']);
  });

  it('sends its complete metadata to the backend, and puts only ids into events', async () => {
    const requests: CompletionRequest[] = [];
    const {quiltt, exit, events} = await openQuiltt({}, {completeRepair: request => void requests.push(request)});
    quiltt.report('loaded');
    quiltt.exit('exited.successful', {connectionId: 'conn_9', profileId: 'p_1'});
    expect((await exit).type).to.equal('successful');
    expect(requests[0]!.result)
      .to.deep.include({connectorId: 'cn_1', connectionId: 'conn_9', profileId: 'p_1'})
      .and.have.nested.property('connectorSession.id');
    expect(events.of('widget-event').at(-1)!.detail.data).to.deep.equal({connectorId: 'cn_1', connectionId: 'conn_9'});
    expect(JSON.stringify(events.all.map(({detail}) => detail as unknown))).to.not.match(/secret|p_1|session_\d/);
  });

  it('aborts with the reason cancelled on exited.aborted', async () => {
    const {quiltt, exit} = await openQuiltt();
    quiltt.exit('exited.aborted');
    expect(await exit).to.have.property('type', 'aborted');
    expect(await exit).to.have.nested.property('detail.reason', 'cancelled');
  });

  for (const type of ['exited.errored', 'exited.error']) {
    it(`fails with widget-error on ${type}`, async () => {
      const {quiltt, exit, events} = await openQuiltt();
      quiltt.exit(type);
      expect((await exit).type).to.equal('errored');
      expect(events.one('exited-errored').error).to.include({code: 'widget-error'});
    });
  }

  it('accepts events without metadata', async () => {
    const {quiltt, exit} = await openQuiltt();
    const nothing = {connectorId: undefined, connectorSession: null};
    quiltt.report('loaded', nothing);
    quiltt.exit('exited.successful', nothing);
    expect((await exit).type).to.equal('successful');
  });

  for (const [first, second] of [
    ['successful', 'aborted'],
    ['aborted', 'successful'],
    ['errored', 'aborted'],
  ] as const) {
    for (const more of [{}, {connectorSession: null}]) {
      const how = 'connectorSession' in more ? 'without' : 'with';

      it(`dispatches one exit event for ${first}, then ${second}, ${how} a session`, async () => {
        const {quiltt, exit, events} = await openQuiltt();
        quiltt.report('loaded', more);
        quiltt.report(`exited.${first}`, more);
        quiltt.exit(`exited.${second}`, more);
        expect((await exit).type).to.equal(first);
        quiltt.report('loaded', more);
        quiltt.report(`exited.${second}`, more);
        await taskLater();
        expect(events.exits()).to.have.length(1);
        expect(events.all.at(-1)!.type).to.equal(`exited-${first}`);
      });
    }
  }

  it('gets time to remove its overlay after an exit', async () => {
    const {quiltt, exit} = await openQuiltt();
    let keys = 0;
    quiltt.overlay.addEventListener('keydown', () => keys++);
    quiltt.report('exited.successful');
    setTimeout(() => quiltt.overlay.remove(), 60);
    expect((await exit).type).to.equal('successful');
    expect(keys).to.equal(0);
  });

  for (const [metadata, more] of [
    ['its session', {}],
    ['its connection only', {connectorSession: null, connectionId: 'conn_9'}],
  ] as const) {
    it(`that does not remove its overlay after an exit with ${metadata} ends, and its overlay is removed`, async () => {
      shortenTiming({closing: 20});
      setBehaviour({acceptsSyntheticKeys: false});
      const {quiltt, exit} = await openQuiltt();
      quiltt.report('loaded', more);
      quiltt.report('exited.successful', more);
      expect((await exit).type).to.equal('successful');
      expect(quiltt.overlay.isConnected).to.equal(false);
    });
  }

  it('fails with invalid-configuration with the display inline', async () => {
    const element = await createQuiltt({display: 'inline'});
    expect(await element.open()).to.have.nested.property('detail.error.code', 'invalid-configuration');
    expect(calls).to.deep.equal([]);
  });
});

describe("Quiltt's overlay", () => {
  for (const acceptsSyntheticKeys of [true, false]) {
    const how = acceptsSyntheticKeys ? 'by an Escape event' : 'although the script ignores the Escape event';

    it(`is closed by close() ${how}, and its later events are ignored`, async () => {
      setBehaviour({acceptsSyntheticKeys});
      const {element, quiltt, exit, events} = await openQuiltt();
      quiltt.report('loaded');
      element.close();
      expect(await exit).to.have.nested.property('detail.reason', 'closed');
      expect(document.querySelector('#quiltt--frame')).to.equal(null);
      quiltt.report('exited.successful', {connectionId: 'conn_9'});
      await taskLater();
      expect(events.exits()).to.have.length(1);
    });
  }

  it('is removed with the element', async () => {
    const {element, exit, events} = await openQuiltt();
    element.remove();
    expect((await exit).type).to.equal('removed');
    expect(document.querySelector('#quiltt--frame')).to.equal(null);
    expect(events.exits()).to.have.length(0);
  });

  it('stays open when the element is moved', async () => {
    const {element, quiltt, exit} = await openQuiltt();
    const place = document.createElement('div');
    document.body.append(place);
    place.append(element);
    await taskLater();
    expect(quiltt.overlay.isConnected).to.equal(true);
    quiltt.exit('exited.successful');
    expect((await exit).type).to.equal('successful');
    place.remove();
  });

  it('of another connector of the page is not removed', async () => {
    const other = document.createElement('div');
    other.className = 'quiltt--frame-modal-wrapper';
    other.innerHTML = '<iframe id="quiltt--frame" data-quiltt-connector-id="cn_page"></iframe>';
    document.body.prepend(other);
    const {element, exit} = await openQuiltt();
    element.close();
    await exit;
    expect(other.isConnected).to.equal(true);
    other.remove();
  });

  it('gets the focus on a second open()', async () => {
    const {element, quiltt, exit} = await openQuiltt();
    expect(element.open()).to.equal(exit);
    expect(document.activeElement).to.equal(quiltt.overlay.querySelector('iframe'));
    expect(reconnects).to.have.length(1);
  });

  it('leaves nothing behind after any end', async () => {
    shortenTiming({grace: 10});
    const ends = ['exited.successful', 'exited.aborted', 'exited.errored', 'close()', 'removal', 'silence', 'both'];
    for (const end of ends) {
      const element = await createQuiltt();
      const before = {...leftBehind(element), observers: observers.size};
      const count = reconnects.length;
      const exit = element.open();
      const quiltt = await until(() => (reconnects[count]?.isOpen ? reconnects[count] : undefined), 'open()');
      if (end === 'close()') element.close();
      else if (end === 'removal') element.remove();
      else if (end === 'silence') quiltt.overlay.remove();
      else if (end === 'both') {
        quiltt.overlay.remove();
        // By then the widget has observed the removal and waits for an exit.
        await Promise.resolve();
        element.close();
      } else quiltt.exit(end);
      await exit;
      expect({...leftBehind(element), observers: observers.size}, end).to.deep.equal(before);
      element.remove();
    }
  });
});

describe("Quiltt's overlay that is removed without an exit", () => {
  const replace = ({overlay}: {overlay: HTMLElement}): HTMLElement => {
    const next = overlay.cloneNode(true) as HTMLElement;
    overlay.remove();
    return next;
  };

  it('aborts with the reason returned, and the status is requested once', async () => {
    shortenTiming({grace: 10});
    let requests = 0;
    const fetchStatus = () => (requests++, {provider: 'quiltt', status: 'SYNCED'});
    const {element, quiltt, exit, events} = await openQuiltt({}, {fetchStatus});
    quiltt.report('loaded');
    quiltt.overlay.remove();
    expect((await exit).type).to.equal('aborted');
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
    expect(element.state).to.equal('idle');
    await events.next('repair-confirmed');
    expect(requests).to.equal(1);
    expect(events.exits()).to.have.length(1);
  });

  it('does not exclude later repairs', async () => {
    shortenTiming({grace: 10});
    const first = await openQuiltt();
    first.quiltt.overlay.remove();
    await first.exit;
    const {quiltt, exit} = await openQuiltt();
    quiltt.exit('exited.aborted');
    await exit;
    const again = first.element.open();
    await until(() => reconnects[2]?.isOpen, 'open() of the third connector');
    reconnects[2]!.exit('exited.successful');
    expect((await again).type).to.equal('successful');
  });

  it('ends the repair with an exit that follows shortly', async () => {
    const {quiltt, exit, events} = await openQuiltt();
    quiltt.overlay.remove();
    await taskLater();
    expect(events.exits()).to.have.length(0);
    quiltt.report('exited.successful');
    expect((await exit).type).to.equal('successful');
  });

  it('does not end the repair if the script replaces it, until the replacement is removed', async () => {
    shortenTiming({grace: 10});
    const {quiltt, exit, events} = await openQuiltt();
    const next = replace(quiltt);
    await Promise.resolve();
    document.body.append(next);
    await taskLater();
    expect(events.exits()).to.have.length(0);
    next.remove();
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
  });

  it('is awaited if it appears late', async () => {
    shortenTiming({grace: 10});
    setBehaviour({showsLate: true});
    const {quiltt, exit, events} = await openQuiltt();
    await taskLater();
    expect(events.exits()).to.have.length(0);
    document.body.append(quiltt.overlay);
    await taskLater();
    expect(events.exits()).to.have.length(0);
    quiltt.overlay.remove();
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
  });

  it('ends the repair if it was an overlay of the page with the same connector', async () => {
    shortenTiming({grace: 10});
    setBehaviour({showsLate: true});
    const other = document.createElement('div');
    other.className = 'quiltt--frame-modal-wrapper';
    other.innerHTML = '<iframe id="quiltt--frame" data-quiltt-connector-id="cn_1"></iframe>';
    document.body.append(other);
    const {exit} = await openQuiltt();
    other.remove();
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
  });

  it('is not confused with an overlay of another connector', async () => {
    shortenTiming({grace: 10});
    const other = document.createElement('div');
    other.className = 'quiltt--frame-modal-wrapper';
    other.innerHTML = '<iframe id="quiltt--frame" data-quiltt-connector-id="cn_page"></iframe>';
    const {quiltt, exit, events} = await openQuiltt();
    document.body.prepend(other);
    await taskLater();
    other.remove();
    await taskLater();
    expect(events.exits()).to.have.length(0);
    quiltt.exit('exited.aborted');
    expect(await exit).to.have.nested.property('detail.reason', 'cancelled');
  });
});

describe("Quiltt's answer", () => {
  const lacking: Record<string, Record<string, unknown>> = {
    connectorId: {sessionToken: 'secret'},
    sessionToken: {connectorId: 'cn_1'},
  };
  for (const [member, answer] of Object.entries(lacking)) {
    it(`without a ${member} fails with invalid-token and names the member`, async () => {
      const element = await createQuiltt({}, {fetchToken: () => answer});
      const {detail} = (await element.open()) as {detail: {error: {code: string; message: string}}};
      expect(detail.error.code).to.equal('invalid-token');
      expect(detail.error.message).to.contain(member).and.not.contain('secret');
      expect(calls).to.deep.equal([]);
    });
  }
});
