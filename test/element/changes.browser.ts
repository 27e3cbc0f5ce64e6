import {expect} from '@open-wc/testing';
import type {BankReconnectElement, RepairExit} from '../../src/index.js';
import {loadStatus} from '../../src/element/lazy-parts.js';
import {inState, record} from '../helpers/events.js';
import {part, announcement, textOf} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, openMeld, postFrom, tokenAnswer} from '../helpers/meld-page.js';
import {createPlaid, exitMetadata, installPlaid, links, openPlaid, successMetadata} from '../helpers/plaid-page.js';
import {scriptedBackend} from '../helpers/scripted-backend.js';
import {until} from '../helpers/until.js';

installPlaid();

describe('a change during a repair', () => {
  const changes: Record<string, (element: BankReconnectElement) => void> = {
    'connection-id': element => element.setAttribute('connection-id', 'conn_9'),
    provider: element => element.setAttribute('provider', 'plaid'),
    'connectionId to null': element => (element.connectionId = null),
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`of ${what} aborts an open repair as superseded, with the old connection in the event`, async () => {
      const {element, events, exit} = await openMeld();
      change(element);
      expect(await exit).to.have.nested.property('detail.reason', 'superseded');
      expect(events.one('exited-aborted')).to.include({connectionId: 'conn_1', provider: 'meld'});
      expect(part(element, 'frame')).to.equal(undefined);
      expect(element.state).to.equal('idle');
    });
  }

  it('of connection-id aborts a repair that requests its token', async () => {
    const element = await createMeld({}, {fetchToken: () => new Promise(() => undefined)});
    const exit = element.open();
    element.connectionId = 'conn_9';
    expect(await exit).to.have.nested.property('detail.reason', 'superseded');
  });

  it("of connection-id removes a vendor's overlay", async () => {
    const {element, link, exit} = await openPlaid();
    element.connectionId = 'conn_9';
    expect(await exit).to.have.nested.property('detail.reason', 'superseded');
    expect(link.calls).to.include('destroy');
  });

  it('of connection-id ends a verification, whose listener can open the new connection', async () => {
    const {element, post, exit} = await openMeld({}, {fetchStatus: () => ({provider: 'meld', status: 'IN_PROGRESS'})});
    await post(completeMessage);
    await exit;
    expect(element.state).to.equal('verifying');
    let next: Promise<RepairExit> | undefined;
    element.addEventListener('repair-state-changed', ({detail}) => {
      if (detail.newState === 'idle') next ??= element.open();
    });
    element.connectionId = 'conn_9';
    await until(() => !!next, 'the next repair');
    await loadedFrame(element);
    element.close();
    expect(await next).to.deep.include({type: 'aborted'});
    expect(await next).to.have.nested.property('detail.reason', 'closed');
    expect(await next).to.have.nested.property('detail.connectionId', 'conn_9');
  });

  it('to the same value has no effect', async () => {
    const {element, events} = await openMeld();
    element.setAttribute('connection-id', 'conn_1');
    element.setAttribute('provider', 'meld');
    await element.updateComplete;
    expect(events.exits()).to.have.length(0);
    expect(element.state).to.equal('opening');
  });

  it('of other settings takes effect at the next repair', async () => {
    const called: string[] = [];
    const {element, exit, post} = await openMeld({}, {completeRepair: () => void called.push('old')});
    element.completeRepair = () => void called.push('new');
    element.setAttribute('display', 'inline');
    element.disabled = true;
    await element.updateComplete;
    await post(completeMessage);
    await exit;
    expect(called).to.deep.equal(['old']);
    void element.open();
    const frame = await loadedFrame(element);
    expect(element.shadowRoot!.querySelector('dialog')).to.equal(null);
    await postFrom(frame.contentWindow!, completeMessage);
    await until(() => called.length === 2, 'the completion');
    expect(called).to.deep.equal(['old', 'new']);
  });

  it('of connection-id resets the error, the announcement and the button', async () => {
    const element = await createMeld({}, {fetchToken: () => new Response(null, {status: 500})});
    await element.open();
    await element.updateComplete;
    expect(textOf(part(element, 'button'))).to.equal('Try again');
    element.connectionId = 'conn_9';
    await element.updateComplete;
    await element.updateComplete;
    expect(element.error).to.equal(undefined);
    expect(textOf(part(element, 'button'))).to.equal('Reconnect First Harbor');
    expect(announcement(element)).to.equal('');
  });

  it('of the provider by the token answer does not end the repair', async () => {
    const {element, events} = await openMeld({provider: 'plaid'});
    await element.updateComplete;
    expect(events.exits()).to.have.length(0);
    expect(events.one('widget-opened').provider).to.equal('meld');
  });
});

describe('two elements on a page', () => {
  it('of different providers can be repaired one after the other', async () => {
    const first = await openMeld();
    await first.post(completeMessage);
    expect((await first.exit).type).to.equal('successful');
    const second = await openPlaid();
    second.link.config.onSuccess('public', successMetadata);
    expect((await second.exit).type).to.equal('successful');
  });

  it('exclude each other: the second fails with busy without a request, and the first goes on', async () => {
    const first = await openMeld();
    const backend = await scriptedBackend({token: {body: tokenAnswer()}});
    const second = await createMeld({'connection-id': 'conn_2', ...backend.attributes}, {fetchToken: null});
    const events = record(second);
    await second.open();
    expect(events.one('exited-errored').error).to.include({code: 'busy', retryable: true});
    expect(await backend.journal('token')).to.have.length(0);
    await first.post(completeMessage);
    expect((await first.exit).type).to.equal('successful');
  });

  for (const [what, open] of Object.entries({
    'a modal': async () => (await openMeld()).element,
    "a vendor's overlay": async () => (await openPlaid()).element,
    'a repair that requests its token': async () => {
      const element = await createMeld({}, {fetchToken: () => new Promise(() => undefined)});
      void element.open();
      return element;
    },
  })) {
    it(`exclude each other: ${what} excludes a vendor's overlay until its exit`, async () => {
      const first = await open();
      const count = links.length;
      const second = await createPlaid();
      expect(await second.open()).to.have.nested.property('detail.error.code', 'busy');
      expect(links).to.have.length(count);
      first.close();
      await inState(first, 'idle');
      const exit = second.open();
      await until(() => links.length > count, 'Link');
      links.at(-1)!.config.onExit!(null, exitMetadata());
      expect((await exit).type).to.equal('aborted');
    });
  }

  it('do not exclude each other during a verification', async () => {
    const first = await openMeld({}, {fetchStatus: () => new Promise(() => undefined)});
    await first.post(completeMessage);
    await inState(first.element, 'verifying');
    await openPlaid();
  });

  it('do not exclude each other with the display inline', async () => {
    await openMeld();
    const second = await createMeld({'connection-id': 'conn_2', display: 'inline'});
    const events = record(second);
    void second.open();
    await events.next('widget-opened');
  });

  it('exclude each other without a provider attribute', async () => {
    await openMeld();
    const second = await createMeld({provider: ''});
    expect(await second.open()).to.have.nested.property('detail.error.code', 'busy');
  });
});

describe('200 elements on a page', () => {
  it('fetch nothing without an interaction', async () => {
    // The status module of an earlier test may still be loading.
    await loadStatus();
    // The list has a limit, which the loaded modules may have reached.
    performance.clearResourceTimings();
    const elements = await Promise.all(
      Array.from({length: 200}, (_, index) =>
        createMeld(
          {'connection-id': `conn_${index}`, 'token-url': '/scripted', 'status-url': '/scripted', prefetch: 'intent'},
          {fetchToken: null},
        ),
      ),
    );
    await new Promise(resolve => requestAnimationFrame(resolve));
    await fetch('/scripted?last');
    // The frame of an earlier test may be reported late.
    const fetched = () =>
      performance
        .getEntriesByType('resource')
        .map(({name}) => name.replace(location.origin, ''))
        .filter(name => !name.startsWith('/test/fixtures/'));
    await until(() => fetched().includes('/scripted?last'), 'the entry of the last request');
    expect(fetched()).to.deep.equal(['/scripted?last']);
    expect(elements.every(element => part(element, 'button'))).to.equal(true);
    expect(document.querySelector('link[rel=preconnect]')).to.equal(null);
  });
});
