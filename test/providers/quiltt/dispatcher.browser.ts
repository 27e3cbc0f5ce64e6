import {expect} from '@open-wc/testing';
import {track} from '../../helpers/fixture.js';
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

for (const sharedHandler of [false, true]) {
  describe(`several repairs with ${sharedHandler ? 'one handler for the page' : 'a handler for each connector'}`, () => {
    beforeEach(() => setBehaviour({sharedHandler, acceptsSyntheticKeys: false}));

    it('each get the events of their own connector', async () => {
      const first = await openQuiltt();
      first.quiltt.exit('exited.aborted');
      expect((await first.exit).type).to.equal('aborted');
      const second = await openQuiltt(
        {'connection-id': 'conn_r'},
        {
          fetchToken: () => ({...quilttAnswer, providerConnectionId: 'conn_10'}),
        },
      );
      second.quiltt.exit('exited.successful', {connectionId: 'conn_10'});
      expect((await second.exit).type).to.equal('successful');
      expect(first.events.exits()).to.have.length(1);
      expect(reconnects.map(({connectionId}) => connectionId)).to.deep.equal(['conn_9', 'conn_10']);
    });

    it('ignore the events of an earlier repair of the same connection', async () => {
      const {element, quiltt: earlier, exit} = await openQuiltt();
      earlier.report('loaded');
      element.close();
      await exit;
      const {events, quiltt, exit: next} = await openQuiltt();
      earlier.report('exited.successful', {connectionId: 'conn_9'});
      await taskLater();
      expect(events.exits()).to.have.length(0);
      quiltt.exit('exited.aborted');
      expect((await next).type).to.equal('aborted');
    });

    it('ignore the events of another connector or connection of the page', async () => {
      const {events, quiltt, exit} = await openQuiltt();
      const elsewhere = {connectorSession: {id: 'session_of_the_page'}};
      quiltt.report('exited.aborted', {...elsewhere, connectorId: 'cn_page'});
      quiltt.report('exited.aborted', {...elsewhere, connectionId: 'conn_page'});
      await taskLater();
      expect(events.exits()).to.have.length(0);
      quiltt.exit('exited.aborted');
      expect((await exit).type).to.equal('aborted');
    });

    /** The metadata of a session of the page that is new in each test. */
    let ofThePage: {connectorSession: {id: string}};
    let sessions = 0;
    beforeEach(() => {
      ofThePage = {connectorSession: {id: `session_of_the_page_${++sessions}`}};
    });

    /** Adds a Quiltt container of the page for the same connector. */
    const addContainer = () => {
      const container = document.createElement('div');
      container.innerHTML = '<iframe id="quiltt--frame" data-quiltt-connector-id="cn_1"></iframe>';
      return track(container);
    };

    it('ignore another session of the same connector whose events name no connection', async () => {
      shortenTiming({closing: 5});
      const {events, quiltt, exit} = await openQuiltt();
      quiltt.report('loaded');
      quiltt.report('exited.aborted', ofThePage);
      await taskLater();
      expect(events.exits()).to.have.length(0);
      quiltt.exit('exited.successful');
      expect((await exit).type).to.equal('successful');
      expect(events.of('widget-event').map(({detail}) => detail.name)).to.deep.equal(['loaded', 'exited.successful']);
    });

    it('do not use the exit of another session when their overlay is removed after it', async () => {
      shortenTiming({grace: 10});
      const {quiltt, exit} = await openQuiltt();
      quiltt.report('loaded');
      quiltt.report('exited.successful', ofThePage);
      quiltt.overlay.remove();
      expect(await exit).to.have.nested.property('detail.reason', 'returned');
    });

    it('ignore another session that reports first, and get their own events after it', async () => {
      shortenTiming({closing: 5});
      const {events, quiltt, exit} = await openQuiltt();
      quiltt.report('loaded', ofThePage);
      quiltt.report('exited.successful', {...ofThePage, connectionId: 'conn_new'});
      await taskLater();
      expect(events.exits()).to.have.length(0);
      quiltt.exit('exited.successful', {connectionId: 'conn_9'});
      expect((await exit).type).to.equal('successful');
      expect(events.of('widget-event').at(-1)!.detail.data).to.include({connectionId: 'conn_9'});
    });

    it('ignore later events of a session that has named another connection', async () => {
      shortenTiming({grace: 10});
      const {quiltt, exit} = await openQuiltt();
      quiltt.report('loaded', {...ofThePage, connectionId: 'conn_page'});
      quiltt.report('exited.successful', ofThePage);
      quiltt.overlay.remove();
      expect(await exit).to.have.nested.property('detail.reason', 'returned');
    });

    it('ignore a container of the page that reports first', async () => {
      shortenTiming({closing: 5});
      addContainer();
      const {events, quiltt, exit} = await openQuiltt();
      quiltt.report('loaded', ofThePage);
      quiltt.report('exited.aborted', ofThePage);
      await taskLater();
      expect(events.exits()).to.have.length(0);
      quiltt.report('loaded');
      quiltt.exit('exited.successful');
      expect((await exit).type).to.equal('successful');
    });

    it('end with their own exit after an exit of another session with the same connection', async () => {
      const {events, quiltt, exit} = await openQuiltt();
      quiltt.report('loaded');
      quiltt.report('exited.aborted', {...ofThePage, connectionId: 'conn_9'});
      quiltt.exit('exited.successful', {connectionId: 'conn_9'});
      expect((await exit).type).to.equal('successful');
      expect(events.of('widget-event').map(({detail}) => detail.name)).to.not.include('exited.aborted');
    });

    it('accept an exit with another session that names the connection', async () => {
      const {quiltt, exit} = await openQuiltt();
      quiltt.report('loaded');
      quiltt.exit('exited.successful', {connectorSession: {id: 'session_after_login'}, connectionId: 'conn_9'});
      expect((await exit).type).to.equal('successful');
    });

    it('accept an exit with another connection in the same session', async () => {
      const {quiltt, exit} = await openQuiltt();
      quiltt.report('loaded');
      quiltt.exit('exited.successful', {connectionId: 'conn_changed'});
      expect((await exit).type).to.equal('successful');
    });

    it('accept the session of an earlier repair', async () => {
      const connectorSession = {id: 'session_of_all'};
      const first = await openQuiltt();
      first.quiltt.report('loaded', {connectorSession});
      first.element.close();
      await first.exit;
      const {quiltt, exit} = await openQuiltt();
      quiltt.report('loaded', {connectorSession});
      quiltt.exit('exited.aborted', {connectorSession});
      expect(await exit).to.have.nested.property('detail.reason', 'cancelled');
    });
  });
}

describe('the session token', () => {
  it('is not cleared if the page has loaded the script itself', async () => {
    const {quiltt, exit} = await openQuiltt();
    quiltt.exit('exited.successful');
    await exit;
    expect(calls.filter(call => call.startsWith('authenticate'))).to.deep.equal(['authenticate session-token-secret']);
  });

  it('of a changed connection is set before a new reconnect', async () => {
    const {element, exit} = await openQuiltt();
    element.connectionId = 'conn_r';
    expect(await exit).to.have.nested.property('detail.reason', 'superseded');
    element.fetchToken = () => ({...quilttAnswer, sessionToken: 'next', providerConnectionId: 'conn_10'});
    void element.open();
    await until(() => calls.length > 5, 'open()');
    await taskLater();
    expect(calls.slice(3)).to.deep.equal(['authenticate next', 'reconnect cn_1 conn_10', 'open']);
  });

  it('is not requested before the click, because issuing it is rate-limited', async () => {
    let count = 0;
    const element = await createQuiltt({prefetch: 'intent'}, {fetchToken: () => (count++, quilttAnswer)});
    element.shadowRoot!.querySelector('button')!.focus();
    await element.updateComplete;
    expect(count).to.equal(0);
  });
});
