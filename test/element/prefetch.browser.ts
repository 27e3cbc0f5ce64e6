import {expect} from '@open-wc/testing';
import type {BankReconnectElement, FetchToken} from '../../src/index.js';
import {loadEngine} from '../../src/element/lazy-parts.js';
import {record} from '../helpers/events.js';
import {create, part} from '../helpers/fixture.js';
import {loadedFrame, meldAttributes, tokenAnswer} from '../helpers/meld-page.js';
import {scriptedBackend, type ScriptedAnswer} from '../helpers/scripted-backend.js';
import {until} from '../helpers/until.js';

const later = () => new Promise(resolve => setTimeout(resolve, 20));

const hover = (element: Element) =>
  part(element, 'button')!.dispatchEvent(new PointerEvent('pointerover', {bubbles: true, composed: true}));

async function prefetching(prefetch: string, token: ScriptedAnswer | ScriptedAnswer[] = {body: tokenAnswer()}) {
  const backend = await scriptedBackend({token});
  const element = await create({...meldAttributes, ...backend.attributes, prefetch});
  return {element, requests: () => backend.journal('token')};
}

describe('prefetch', () => {
  it('on hover requests the token, which open() uses with the same repairId', async () => {
    const {element, requests} = await prefetching('intent');
    const events = record(element);
    hover(element);
    await until(async () => (await requests()).length, 'the request');
    expect(element.state).to.equal('idle');
    expect(events.all).to.have.length(0);
    void element.open();
    await loadedFrame(element);
    expect(await requests()).to.have.length(1);
    expect((await requests())[0]!.body.repairId).to.equal(events.one('repair-requested').repairId);
  });

  it('on focus requests the token', async () => {
    const {element, requests} = await prefetching('intent');
    part(element, 'button')!.focus();
    await until(async () => (await requests()).length, 'the request');
  });

  it('sends one request for any number of hovers', async () => {
    const {element, requests} = await prefetching('intent');
    for (let count = 0; count < 5; count++) hover(element);
    await until(async () => (await requests()).length, 'the request');
    hover(element);
    await later();
    expect(await requests()).to.have.length(1);
  });

  it('that fails is not repeated by the next hovers', async () => {
    const {element, requests} = await prefetching('intent', [{status: 429, header: ['retry-after: 60']}]);
    hover(element);
    await until(async () => (await requests()).length, 'the request');
    await later();
    hover(element);
    await later();
    expect(await requests()).to.have.length(1);
  });

  it('that answers CONTINUE is asked again by open(), because the connection may have failed since', async () => {
    let calls = 0;
    const fetchToken = () => (calls++ ? tokenAnswer() : {status: 'CONTINUE' as const, provider: 'meld'});
    const element = await create({...meldAttributes, prefetch: 'intent'}, {fetchToken});
    hover(element);
    await until(() => calls, 'the request');
    await later();
    hover(element);
    await later();
    expect(calls).to.equal(1);
    void element.open();
    await loadedFrame(element);
    expect(calls).to.equal(2);
  });

  it('that is not used is cancelled by open()', async () => {
    const signals: AbortSignal[] = [];
    const fetchToken: FetchToken = (_, {signal}) => {
      signals.push(signal);
      return signals.length > 1 ? tokenAnswer() : new Promise(() => undefined);
    };
    const element = await create({...meldAttributes, prefetch: 'intent'}, {fetchToken});
    hover(element);
    await until(() => signals.length, 'the request');
    element.lang = 'fr';
    void element.open();
    await loadedFrame(element);
    expect(signals.map(({aborted}) => aborted)).to.deep.equal([true, false]);
  });

  it('that fails does not fail open(), which requests another token', async () => {
    const {element, requests} = await prefetching('intent', [{status: 500}, {body: tokenAnswer()}]);
    hover(element);
    await until(async () => (await requests()).length, 'the request');
    await later();
    expect(element.error).to.equal(undefined);
    void element.open();
    await loadedFrame(element);
    expect(await requests()).to.have.length(2);
  });

  it('for another connection is not used', async () => {
    const {element, requests} = await prefetching('intent');
    hover(element);
    await until(async () => (await requests()).length, 'the request');
    element.connectionId = 'conn_9';
    await element.updateComplete;
    void element.open();
    await loadedFrame(element);
    expect((await requests()).map(({body}) => body.connectionId)).to.deep.equal(['conn_1', 'conn_9']);
  });

  it('for another display or status reason is not used', async () => {
    const {element, requests} = await prefetching('intent');
    hover(element);
    await until(async () => (await requests()).length, 'the request');
    element.display = 'inline';
    element.statusReason = 'NEW_ACCOUNTS_AVAILABLE';
    await element.updateComplete;
    void element.open();
    await loadedFrame(element);
    const [, second] = await requests();
    expect(second?.body).to.include({display: 'inline', statusReason: 'NEW_ACCOUNTS_AVAILABLE'});
  });

  it('is used after the headers function has been replaced', async () => {
    const {element, requests} = await prefetching('intent');
    element.headers = () => ({});
    hover(element);
    await until(async () => (await requests()).length, 'the request');
    element.headers = () => ({});
    await element.updateComplete;
    void element.open();
    await loadedFrame(element);
    expect(await requests()).to.have.length(1);
  });

  it('is not used after the token has expired', async () => {
    let calls = 0;
    const fetchToken = () => tokenAnswer(calls++ ? {} : {expiresIn: 1});
    const element = await create({...meldAttributes, prefetch: 'intent'}, {fetchToken});
    hover(element);
    await until(() => calls, 'the request');
    await later();
    void element.open();
    await loadedFrame(element);
    expect(calls).to.equal(2);
  });

  it('of a token with an expiry date is used in the second half of its life', async () => {
    const {now} = Date;
    const answer = tokenAnswer({expiresIn: undefined, expiresAt: new Date(now() + 1_800_000).toISOString()});
    const {element, requests} = await prefetching('intent', {body: answer});
    const events = record(element);
    hover(element);
    await until(async () => (await requests()).length, 'the request');
    await later();
    try {
      Date.now = () => now() + 1_000_000;
      void element.open();
      await loadedFrame(element);
      await later();
      expect(events.exits()).to.have.length(0);
      expect(await requests()).to.have.length(1);
    } finally {
      Date.now = now;
    }
  });

  for (const prefetch of ['none', '', 'always']) {
    it(`"${prefetch}" sends no request before the click`, async () => {
      const {element, requests} = await prefetching(prefetch);
      hover(element);
      part(element, 'button')!.focus();
      await later();
      await fetch('/scripted');
      expect(await requests()).to.have.length(0);
    });
  }

  it('of a disabled element sends no request', async () => {
    const {element, requests} = await prefetching('intent');
    element.disabled = true;
    await element.updateComplete;
    hover(element);
    await fetch('/scripted');
    expect(await requests()).to.have.length(0);
  });
});

describe('a pending prefetch', () => {
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
    it(`is aborted by ${what}, without another token request`, async () => {
      const {element, requests} = await prefetching('intent', {hang: true});
      hover(element);
      await until(async () => (await requests()).length, 'the request');
      act(element);
      await until(async () => (await requests())[0]!.aborted, 'the end of the request');
      await later();
      await fetch('/scripted');
      expect(await requests()).to.have.length(1);
      expect(element.state).to.equal('idle');
    });
  }

  it('is replaced by a fetchToken that is set after the hover', async () => {
    const {element} = await prefetching('intent', {hang: true});
    hover(element);
    const requested: string[] = [];
    element.fetchToken = ({connectionId}) => {
      requested.push(connectionId);
      return tokenAnswer();
    };
    void element.open();
    await loadedFrame(element);
    expect(requested).to.deep.equal(['conn_1']);
  });
});

describe('a preconnect', () => {
  const links = () => document.querySelectorAll('link[rel=preconnect][href^="https://cdn.plaid.com"]');
  const plaid = (prefetch: string) => create({provider: 'plaid', 'connection-id': 'conn_p', prefetch});
  /** Resolves when the engine has loaded and had time to act. */
  const prepared = async () => {
    await loadEngine();
    await new Promise(resolve => setTimeout(resolve));
  };

  afterEach(() => links().forEach(link => link.remove()));

  it("to the vendor's origin is added once with prefetch=intent, for any number of elements and hovers", async () => {
    for (let count = 0; count < 2; count++) {
      const element = await plaid('intent');
      hover(element);
      hover(element);
      await prepared();
      expect(links()).to.have.length(1);
    }
  });

  it('is not added without prefetch=intent', async () => {
    hover(await plaid('none'));
    await prepared();
    expect(links()).to.have.length(0);
  });
});
