import {expect} from '@open-wc/testing';
import type {CompletionRequest} from '../../../src/index.js';
import {leftBehind} from '../../helpers/left-behind.js';
import {
  calls,
  createQuiltt,
  installQuiltt,
  openQuiltt,
  playing,
  quilttAnswer,
  reconnects,
  shortenTiming,
} from '../../helpers/quiltt-page.js';
import {until} from '../../helpers/until.js';

installQuiltt();

const taskLater = () => new Promise(resolve => setTimeout(resolve, 20));

/** Those that are still watching the page: the element's code and what it waits for is all that makes any here. */
const watching = new Set<MutationObserver>();
window.MutationObserver = class extends MutationObserver {
  override observe(...given: Parameters<MutationObserver['observe']>): void {
    watching.add(this);
    super.observe(...given);
  }
  override disconnect(): void {
    watching.delete(this);
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

  it("takes the host's connection id where the backend names no other", async () => {
    const {connectorId, sessionToken: token} = quilttAnswer;
    const {quiltt} = await openQuiltt({}, {fetchToken: () => ({connectorId, token, expiresAt: 'unreadable'})});
    expect(quiltt.connectionId).to.equal('conn_q');
  });

  it('is open with its first message and loaded when it says so, each announced once', async () => {
    const {element, events, quiltt} = await openQuiltt();
    quiltt.say('opened');
    expect(element.state).to.equal('open');
    expect(events.of('widget-loaded')).to.have.length(0);
    quiltt.say('loaded');
    quiltt.say('loaded');
    expect(events.of('widget-loaded')).to.have.length(1);
    expect(events.of('widget-event').map(({detail}) => detail.name)).to.deep.equal(['opened', 'loaded']);
  });

  it('that succeeds hands its metadata to the backend whole, and tells the page no more than ids', async () => {
    const requests: CompletionRequest[] = [];
    const {quiltt, exit, events} = await openQuiltt({}, {completeRepair: request => void requests.push(request)});
    quiltt.say('loaded');
    quiltt.exit('exited.successful', {connectionId: 'conn_9', profileId: 'p_1'});
    expect((await exit).type).to.equal('successful');
    expect(requests[0]!.result)
      .to.deep.include({connectorId: 'cn_1', connectionId: 'conn_9', profileId: 'p_1'})
      .and.have.nested.property('connectorSession.id');
    expect(events.of('widget-event').at(-1)!.detail.data).to.deep.equal({connectorId: 'cn_1', connectionId: 'conn_9'});
    expect(JSON.stringify(events.all.map(({detail}) => detail as unknown))).to.not.match(/secret|p_1|session_\d/);
  });

  it('that is left is aborted, cancelled', async () => {
    const {quiltt, exit} = await openQuiltt();
    quiltt.exit('exited.aborted');
    expect(await exit).to.have.property('type', 'aborted');
    expect(await exit).to.have.nested.property('detail.reason', 'cancelled');
  });

  for (const type of ['exited.errored', 'exited.error']) {
    it(`that fails is errored, although it does not say why: ${type}`, async () => {
      const {quiltt, exit, events} = await openQuiltt();
      quiltt.exit(type);
      expect((await exit).type).to.equal('errored');
      expect(events.one('exited-errored').error).to.include({code: 'widget-error'});
    });
  }

  it('without any metadata is understood', async () => {
    const {quiltt, exit} = await openQuiltt();
    const nothing = {connectorId: undefined, connectorSession: null};
    quiltt.say('loaded', nothing);
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

      it(`that says ${first}, then ${second}, ${how} a session, has one exit, of the first`, async () => {
        const {quiltt, exit, events} = await openQuiltt();
        quiltt.say('loaded', more);
        quiltt.say(`exited.${first}`, more);
        quiltt.exit(`exited.${second}`, more);
        expect((await exit).type).to.equal(first);
        quiltt.say('loaded', more);
        quiltt.say(`exited.${second}`, more);
        await taskLater();
        expect(events.exits()).to.have.length(1);
        expect(events.all.at(-1)!.type).to.equal(`exited-${first}`);
      });
    }
  }

  it('is given the time to take its overlay away by itself', async () => {
    const {quiltt, exit} = await openQuiltt();
    let keys = 0;
    quiltt.overlay.addEventListener('keydown', () => keys++);
    quiltt.say('exited.successful');
    setTimeout(() => quiltt.overlay.remove(), 60);
    expect((await exit).type).to.equal('successful');
    expect(keys).to.equal(0);
  });

  for (const [announced, more] of [
    ['its session', {}],
    ['no session but the connection', {connectorSession: null, connectionId: 'conn_9'}],
  ] as const) {
    it(`does not keep the exit, or its overlay, when it does not take it away and announces ${announced}`, async () => {
      shortenTiming({closing: 20});
      playing({believesKeys: false});
      const {quiltt, exit} = await openQuiltt();
      quiltt.say('loaded', more);
      quiltt.say('exited.successful', more);
      expect((await exit).type).to.equal('successful');
      expect(quiltt.overlay.isConnected).to.equal(false);
    });
  }

  it("is not shown in the page's own place", async () => {
    const element = await createQuiltt({display: 'inline'});
    expect(await element.open()).to.have.nested.property('detail.error.code', 'invalid-configuration');
    expect(calls).to.deep.equal([]);
  });
});

describe("Quiltt's overlay", () => {
  for (const believesKeys of [true, false]) {
    const how = believesKeys ? 'as a person would' : 'where the script does not believe the key, too';

    it(`is closed by close(), ${how}, and what it says then does not count`, async () => {
      playing({believesKeys});
      const {element, quiltt, exit, events} = await openQuiltt();
      quiltt.say('loaded');
      element.close();
      expect(await exit).to.have.nested.property('detail.reason', 'closed');
      expect(document.querySelector('#quiltt--frame')).to.equal(null);
      quiltt.say('exited.successful', {connectionId: 'conn_9'});
      await taskLater();
      expect(events.exits()).to.have.length(1);
    });
  }

  it('goes with the element', async () => {
    const {element, exit, events} = await openQuiltt();
    element.remove();
    expect((await exit).type).to.equal('removed');
    expect(document.querySelector('#quiltt--frame')).to.equal(null);
    expect(events.exits()).to.have.length(0);
  });

  it('stays where it is when the element is moved', async () => {
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

  it("of the page's own is left alone", async () => {
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

  it('is brought to the front by a second open()', async () => {
    const {element, quiltt, exit} = await openQuiltt();
    expect(element.open()).to.equal(exit);
    expect(document.activeElement).to.equal(quiltt.overlay.querySelector('iframe'));
    expect(reconnects).to.have.length(1);
  });

  it('leaves nothing behind, however it ends', async () => {
    shortenTiming({grace: 10});
    const ends = ['exited.successful', 'exited.aborted', 'exited.errored', 'close()', 'removal', 'silence', 'both'];
    for (const end of ends) {
      const element = await createQuiltt();
      const before = {...leftBehind(element), watching: watching.size};
      const count = reconnects.length;
      const exit = element.open();
      const quiltt = await until(() => (reconnects[count]?.isOpen ? reconnects[count] : undefined), 'open()');
      if (end === 'close()') element.close();
      else if (end === 'removal') element.remove();
      else if (end === 'silence') quiltt.overlay.remove();
      else if (end === 'both') {
        quiltt.overlay.remove();
        // It has been seen by then, and is being waited for.
        await Promise.resolve();
        element.close();
      } else quiltt.exit(end);
      await exit;
      expect({...leftBehind(element), watching: watching.size}, end).to.deep.equal(before);
      element.remove();
    }
  });
});

describe("Quiltt's overlay that goes without an exit", () => {
  const replace = ({overlay}: {overlay: HTMLElement}): HTMLElement => {
    const next = overlay.cloneNode(true) as HTMLElement;
    overlay.remove();
    return next;
  };

  it('is a person who has come back without a result, so the status is asked once', async () => {
    shortenTiming({grace: 10});
    let asked = 0;
    const fetchStatus = () => (asked++, {provider: 'quiltt', status: 'SYNCED'});
    const {element, quiltt, exit, events} = await openQuiltt({}, {fetchStatus});
    quiltt.say('loaded');
    quiltt.overlay.remove();
    expect((await exit).type).to.equal('aborted');
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
    expect(element.state).to.equal('idle');
    await events.next('repair-confirmed');
    expect(asked).to.equal(1);
    expect(events.exits()).to.have.length(1);
  });

  it('frees the page for others, and for another try', async () => {
    shortenTiming({grace: 10});
    const first = await openQuiltt();
    first.quiltt.overlay.remove();
    await first.exit;
    const {quiltt, exit} = await openQuiltt();
    quiltt.exit('exited.aborted');
    await exit;
    const again = first.element.open();
    await until(() => reconnects[2]?.isOpen, 'a showing of its own');
    reconnects[2]!.exit('exited.successful');
    expect((await again).type).to.equal('successful');
  });

  it('says how it ended a little later, and that counts', async () => {
    const {quiltt, exit, events} = await openQuiltt();
    quiltt.overlay.remove();
    await taskLater();
    expect(events.exits()).to.have.length(0);
    quiltt.say('exited.successful');
    expect((await exit).type).to.equal('successful');
  });

  it('is not over when the script puts another in its place, and is when that goes', async () => {
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

  it('is waited for where it takes its time to come', async () => {
    shortenTiming({grace: 10});
    playing({showsLate: true});
    const {quiltt, exit, events} = await openQuiltt();
    await taskLater();
    expect(events.exits()).to.have.length(0);
    document.body.append(quiltt.overlay);
    await taskLater();
    expect(events.exits()).to.have.length(0);
    quiltt.overlay.remove();
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
  });

  it("ends also where it was the page's own, of the same connector, which the script did not replace", async () => {
    shortenTiming({grace: 10});
    playing({showsLate: true});
    const other = document.createElement('div');
    other.className = 'quiltt--frame-modal-wrapper';
    other.innerHTML = '<iframe id="quiltt--frame" data-quiltt-connector-id="cn_1"></iframe>';
    document.body.append(other);
    const {exit} = await openQuiltt();
    other.remove();
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
  });

  it('is not confused with one of another connector on the page', async () => {
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
    it(`without a ${member} is refused, and the error says so`, async () => {
      const element = await createQuiltt({}, {fetchToken: () => answer});
      const {detail} = (await element.open()) as {detail: {error: {code: string; message: string}}};
      expect(detail.error.code).to.equal('invalid-token');
      expect(detail.error.message).to.contain(member).and.not.contain('secret');
      expect(calls).to.deep.equal([]);
    });
  }
});
