import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import {loadEngine} from '../../src/element/lazy-parts.js';
import {record} from '../helpers/events.js';
import {create, part} from '../helpers/fixture.js';
import {loadedFrame, meldAttributes, tokenAnswer} from '../helpers/meld-page.js';
import {scriptedBackend, type ScriptedAnswer} from '../helpers/scripted-backend.js';
import {until} from '../helpers/until.js';

const later = () => new Promise(resolve => setTimeout(resolve, 20));

const touch = (element: Element) =>
  part(element, 'button')!.dispatchEvent(new PointerEvent('pointerover', {bubbles: true, composed: true}));

async function prefetching(prefetch: string, token: ScriptedAnswer | ScriptedAnswer[] = {body: tokenAnswer()}) {
  const backend = await scriptedBackend({token});
  const element = await create({...meldAttributes, ...backend.attributes, prefetch});
  return {element, requests: () => backend.journal('token')};
}

describe('prefetch', () => {
  it('on hover fetches the token, which the click then uses, under the same repairId', async () => {
    const {element, requests} = await prefetching('intent');
    const events = record(element);
    touch(element);
    await until(async () => (await requests()).length, 'the request');
    expect(element.state).to.equal('idle');
    expect(events.all).to.have.length(0);
    void element.open();
    await loadedFrame(element);
    expect(await requests()).to.have.length(1);
    expect((await requests())[0]!.body.repairId).to.equal(events.one('repair-requested').repairId);
  });

  it('on focus fetches the token', async () => {
    const {element, requests} = await prefetching('intent');
    part(element, 'button')!.focus();
    await until(async () => (await requests()).length, 'the request');
  });

  it('happens once however often the button is touched', async () => {
    const {element, requests} = await prefetching('intent');
    for (let count = 0; count < 5; count++) touch(element);
    await until(async () => (await requests()).length, 'the request');
    touch(element);
    await later();
    expect(await requests()).to.have.length(1);
  });

  it('that failed is no failure of the click', async () => {
    const {element, requests} = await prefetching('intent', [{status: 500}, {body: tokenAnswer()}]);
    touch(element);
    await until(async () => (await requests()).length, 'the request');
    await later();
    expect(element.error).to.equal(undefined);
    void element.open();
    await loadedFrame(element);
    expect(await requests()).to.have.length(2);
  });

  it('for another connection is not used', async () => {
    const {element, requests} = await prefetching('intent');
    touch(element);
    await until(async () => (await requests()).length, 'the request');
    element.connectionId = 'conn_9';
    await element.updateComplete;
    void element.open();
    await loadedFrame(element);
    expect((await requests()).map(({body}) => body.connectionId)).to.deep.equal(['conn_1', 'conn_9']);
  });

  it('for another display, or for another reason, is not used', async () => {
    const {element, requests} = await prefetching('intent');
    touch(element);
    await until(async () => (await requests()).length, 'the request');
    element.display = 'inline';
    element.statusReason = 'NEW_ACCOUNTS_AVAILABLE';
    await element.updateComplete;
    void element.open();
    await loadedFrame(element);
    const [, second] = await requests();
    expect(second?.body).to.include({display: 'inline', statusReason: 'NEW_ACCOUNTS_AVAILABLE'});
  });

  it('is used although a function of the host has been made anew', async () => {
    const {element, requests} = await prefetching('intent');
    element.headers = () => ({});
    touch(element);
    await until(async () => (await requests()).length, 'the request');
    element.headers = () => ({});
    await element.updateComplete;
    void element.open();
    await loadedFrame(element);
    expect(await requests()).to.have.length(1);
  });

  it('is not used when the token has expired meanwhile', async () => {
    let asked = 0;
    const fetchToken = () => tokenAnswer(asked++ ? {} : {expiresIn: 1});
    const element = await create({...meldAttributes, prefetch: 'intent'}, {fetchToken});
    touch(element);
    await until(() => asked, 'the question');
    await later();
    void element.open();
    await loadedFrame(element);
    expect(asked).to.equal(2);
  });

  for (const prefetch of ['none', '', 'always']) {
    it(`"${prefetch}" asks the backend nothing before the click`, async () => {
      const {element, requests} = await prefetching(prefetch);
      touch(element);
      part(element, 'button')!.focus();
      await later();
      await fetch('/scripted');
      expect(await requests()).to.have.length(0);
    });
  }

  it('of a disabled element asks nothing', async () => {
    const {element, requests} = await prefetching('intent');
    element.disabled = true;
    await element.updateComplete;
    touch(element);
    await fetch('/scripted');
    expect(await requests()).to.have.length(0);
  });
});

describe('a prefetch that is still on its way', () => {
  const endings: Record<string, (element: BankReconnectElement) => void> = {
    'open() and close()': element => {
      void element.open();
      element.close();
    },
    'open() and a removal': element => {
      void element.open();
      element.remove();
    },
    'a removal': element => element.remove(),
  };
  for (const [what, act] of Object.entries(endings)) {
    it(`is broken off by ${what}, and asks for no other token`, async () => {
      const {element, requests} = await prefetching('intent', {hang: true});
      touch(element);
      await until(async () => (await requests()).length, 'the request');
      act(element);
      await until(async () => (await requests())[0]!.aborted, 'the end of the request');
      await later();
      await fetch('/scripted');
      expect(await requests()).to.have.length(1);
      expect(element.state).to.equal('idle');
    });
  }

  it('gives way to a fetchToken that was set after the hover', async () => {
    const {element} = await prefetching('intent', {hang: true});
    touch(element);
    const asked: string[] = [];
    element.fetchToken = ({connectionId}) => {
      asked.push(connectionId);
      return tokenAnswer();
    };
    void element.open();
    await loadedFrame(element);
    expect(asked).to.deep.equal(['conn_1']);
  });
});

describe('connecting early', () => {
  const links = () => document.querySelectorAll('link[rel=preconnect][href^="https://cdn.plaid.com"]');
  const plaid = (prefetch: string) => create({provider: 'plaid', 'connection-id': 'conn_p', prefetch});
  /** What is loaded for it has been loaded, and has acted. */
  const prepared = async () => {
    await loadEngine();
    await new Promise(resolve => setTimeout(resolve));
  };

  afterEach(() => links().forEach(link => link.remove()));

  it("to the vendor's origin happens once with prefetch=intent, however many tags and touches", async () => {
    for (let count = 0; count < 2; count++) {
      const element = await plaid('intent');
      touch(element);
      touch(element);
      await prepared();
      expect(links()).to.have.length(1);
    }
  });

  it('does not happen without prefetch=intent', async () => {
    touch(await plaid('none'));
    await prepared();
    expect(links()).to.have.length(0);
  });
});
