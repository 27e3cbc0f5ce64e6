import {expect} from '@open-wc/testing';
import {track} from '../../helpers/fixture.js';
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

for (const sharedHandler of [false, true]) {
  describe(`several repairs with ${sharedHandler ? 'one handler for the page' : 'a handler for each connector'}`, () => {
    beforeEach(() => playing({sharedHandler, believesKeys: false}));

    it('are heard each, one after another', async () => {
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

    it('do not hear of one that was closed before, of the same connection', async () => {
      const {element, quiltt: old, exit} = await openQuiltt();
      old.say('loaded');
      element.close();
      await exit;
      const {events, quiltt, exit: next} = await openQuiltt();
      old.say('exited.successful', {connectionId: 'conn_9'});
      await taskLater();
      expect(events.exits()).to.have.length(0);
      quiltt.exit('exited.aborted');
      expect((await next).type).to.equal('aborted');
    });

    it('are not ended by what another connector or connection of the page says', async () => {
      const {events, quiltt, exit} = await openQuiltt();
      const elsewhere = {connectorSession: {id: 'session_of_the_page'}};
      quiltt.say('exited.aborted', {...elsewhere, connectorId: 'cn_page'});
      quiltt.say('exited.aborted', {...elsewhere, connectionId: 'conn_page'});
      await taskLater();
      expect(events.exits()).to.have.length(0);
      quiltt.exit('exited.aborted');
      expect((await exit).type).to.equal('aborted');
    });

    /** A showing that no test before has heard of. */
    let ofThePage: {connectorSession: {id: string}};
    let showings = 0;
    beforeEach(() => {
      ofThePage = {connectorSession: {id: `session_of_the_page_${++showings}`}};
    });

    /** The page's own Quiltt container for the same connector. */
    const addContainer = () => {
      const container = document.createElement('div');
      container.innerHTML = '<iframe id="quiltt--frame" data-quiltt-connector-id="cn_1"></iframe>';
      return track(container);
    };

    it('are not ended by another showing of the same connector, which names no connection', async () => {
      shortenTiming({closing: 5});
      const {events, quiltt, exit} = await openQuiltt();
      quiltt.say('loaded');
      quiltt.say('exited.aborted', ofThePage);
      await taskLater();
      expect(events.exits()).to.have.length(0);
      quiltt.exit('exited.successful');
      expect((await exit).type).to.equal('successful');
      expect(events.of('widget-event').map(({detail}) => detail.name)).to.deep.equal(['loaded', 'exited.successful']);
    });

    it('do not take the end of another showing for theirs when their overlay goes after it', async () => {
      shortenTiming({grace: 10});
      const {quiltt, exit} = await openQuiltt();
      quiltt.say('loaded');
      quiltt.say('exited.successful', ofThePage);
      quiltt.overlay.remove();
      expect(await exit).to.have.nested.property('detail.reason', 'returned');
    });

    it('are not ended by another showing that was heard first, and are heard after it', async () => {
      shortenTiming({closing: 5});
      const {events, quiltt, exit} = await openQuiltt();
      quiltt.say('loaded', ofThePage);
      quiltt.say('exited.successful', {...ofThePage, connectionId: 'conn_new'});
      await taskLater();
      expect(events.exits()).to.have.length(0);
      quiltt.exit('exited.successful', {connectionId: 'conn_9'});
      expect((await exit).type).to.equal('successful');
      expect(events.of('widget-event').at(-1)!.detail.data).to.include({connectionId: 'conn_9'});
    });

    it('remember which showing named another connection', async () => {
      shortenTiming({grace: 10});
      const {quiltt, exit} = await openQuiltt();
      quiltt.say('loaded', {...ofThePage, connectionId: 'conn_page'});
      quiltt.say('exited.successful', ofThePage);
      quiltt.overlay.remove();
      expect(await exit).to.have.nested.property('detail.reason', 'returned');
    });

    it("are not taken for a container of the page's own, which is heard first", async () => {
      shortenTiming({closing: 5});
      addContainer();
      const {events, quiltt, exit} = await openQuiltt();
      quiltt.say('loaded', ofThePage);
      quiltt.say('exited.aborted', ofThePage);
      await taskLater();
      expect(events.exits()).to.have.length(0);
      quiltt.say('loaded');
      quiltt.exit('exited.successful');
      expect((await exit).type).to.equal('successful');
    });

    it('are ended by their own exit, although one that may be theirs came just before', async () => {
      const {events, quiltt, exit} = await openQuiltt();
      quiltt.say('loaded');
      quiltt.say('exited.aborted', {...ofThePage, connectionId: 'conn_9'});
      quiltt.exit('exited.successful', {connectionId: 'conn_9'});
      expect((await exit).type).to.equal('successful');
      expect(events.of('widget-event').map(({detail}) => detail.name)).to.not.include('exited.aborted');
    });

    it('are heard where a showing has another session at its end, which names the connection', async () => {
      const {quiltt, exit} = await openQuiltt();
      quiltt.say('loaded');
      quiltt.exit('exited.successful', {connectorSession: {id: 'session_after_login'}, connectionId: 'conn_9'});
      expect((await exit).type).to.equal('successful');
    });

    it('are the same showing, although its connection has become another', async () => {
      const {quiltt, exit} = await openQuiltt();
      quiltt.say('loaded');
      quiltt.exit('exited.successful', {connectionId: 'conn_changed'});
      expect((await exit).type).to.equal('successful');
    });

    it('are heard where the session of an earlier one is used again', async () => {
      const connectorSession = {id: 'session_of_all'};
      const first = await openQuiltt();
      first.quiltt.say('loaded', {connectorSession});
      first.element.close();
      await first.exit;
      const {quiltt, exit} = await openQuiltt();
      quiltt.say('loaded', {connectorSession});
      quiltt.exit('exited.aborted', {connectorSession});
      expect(await exit).to.have.nested.property('detail.reason', 'cancelled');
    });
  });
}

describe('the session token', () => {
  it('is left to a page that has the script for itself', async () => {
    const {quiltt, exit} = await openQuiltt();
    quiltt.exit('exited.successful');
    await exit;
    expect(calls.filter(call => call.startsWith('authenticate'))).to.deep.equal(['authenticate session-token-secret']);
  });

  it('of a changed connection comes with a reconnect of its own', async () => {
    const {element, exit} = await openQuiltt();
    element.connectionId = 'conn_r';
    expect(await exit).to.have.nested.property('detail.reason', 'superseded');
    element.fetchToken = () => ({...quilttAnswer, sessionToken: 'next', providerConnectionId: 'conn_10'});
    void element.open();
    await until(() => calls.length > 5, 'what is opened');
    await taskLater();
    expect(calls.slice(3)).to.deep.equal(['authenticate next', 'reconnect cn_1 conn_10', 'open']);
  });

  it('is not asked for before the click, because issuing it is limited', async () => {
    let count = 0;
    const element = await createQuiltt({prefetch: 'intent'}, {fetchToken: () => (count++, quilttAnswer)});
    element.shadowRoot!.querySelector('button')!.focus();
    await element.updateComplete;
    expect(count).to.equal(0);
  });
});
