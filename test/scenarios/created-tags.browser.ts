import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import {record} from '../helpers/events.js';
import {part, track} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, openMeld, postFrom, tokenAnswer} from '../helpers/meld-page.js';

/** The tag as the markup of a page. */
const MARKUP = `<bank-reconnect connection-id="conn_1" provider="meld" institution-name="First Harbor" token-url="/never">
</bank-reconnect>`;

const buttonsIn = (element: Element) => element.shadowRoot!.querySelectorAll("[part='button']").length;

const CONTINUE = {fetchToken: () => ({status: 'CONTINUE'})};

/** The ways in which pages create a tag. Each returns one that is not in the page yet. */
const ways: Record<string, () => BankReconnectElement> = {
  'by innerHTML': () => {
    const list = document.createElement('div');
    list.innerHTML = MARKUP;
    return list.firstElementChild as BankReconnectElement;
  },
  'by a template': () => {
    const template = document.createElement('template');
    template.innerHTML = MARKUP;
    return document.importNode(template.content, true).firstElementChild as BankReconnectElement;
  },
  'by cloning a tag': () => createByMarkup().cloneNode(true) as BankReconnectElement,
  'by adopting one from another document': () => {
    const {body} = new DOMParser().parseFromString(MARKUP, 'text/html');
    return document.adoptNode(body.firstElementChild!) as BankReconnectElement;
  },
  'by insertAdjacentHTML': () => {
    const list = document.createElement('div');
    list.insertAdjacentHTML('beforeend', MARKUP);
    return list.firstElementChild as BankReconnectElement;
  },
  'by a range': () => document.createRange().createContextualFragment(MARKUP).firstElementChild as BankReconnectElement,
};

function createByMarkup(): BankReconnectElement {
  const list = document.createElement('div');
  list.innerHTML = MARKUP;
  return list.firstElementChild as BankReconnectElement;
}

describe('a tag that a page has created', () => {
  for (const [way, createTag] of Object.entries(ways)) {
    it(`${way} renders once and repairs`, async () => {
      const element = track(createTag());
      customElements.upgrade(element);
      await element.updateComplete;
      expect(part(element, 'button')!.textContent).to.contain('Reconnect First Harbor');
      expect(buttonsIn(element)).to.equal(1);
      Object.assign(element, CONTINUE);
      expect((await element.open()).type).to.equal('successful');
    });
  }
});

describe('a clone of a tag whose widget is open', () => {
  it('is idle, has its own repair, and leaves the other one alone', async () => {
    const {element, events, exit, frame} = await openMeld({display: 'inline'});
    const clone = track(element.cloneNode(true) as BankReconnectElement);
    await clone.updateComplete;
    expect(clone.state).to.equal('idle');
    expect(part(clone, 'frame')).to.equal(undefined);
    expect(element.state).not.to.equal('idle');
    Object.assign(clone, CONTINUE);
    expect((await clone.open()).type).to.equal('successful');
    await postFrom(frame.contentWindow!, completeMessage);
    expect((await exit).type).to.equal('successful');
    expect(events.exits()).to.have.length(1);
  });
});

describe('a tag that moves to another document', () => {
  it('ends its repair without an exit event, and works again after its return', async () => {
    const {element, events, exit} = await openMeld();
    const frame = document.createElement('iframe');
    document.body.append(frame);
    frame.contentDocument!.body.append(element);
    element.remove();
    expect((await exit).type).to.equal('removed');
    expect(events.exits()).to.deep.equal([]);
    frame.remove();
    document.body.append(element);
    Object.assign(element, CONTINUE);
    await element.updateComplete;
    expect(buttonsIn(element)).to.equal(1);
    expect((await element.open()).type).to.equal('successful');
  });
});

/** Settings that are read when a repair starts. */
const changes: Record<string, string> = {
  'token-url': '/other',
  'complete-url': '/other',
  'status-url': '/other',
  'return-url': '/other',
  'institution-name': 'Meridian',
  'institution-logo': '/test/fixtures/none.png',
  status: 'RECONNECT_REQUIRED',
  'status-reason': 'X',
  display: 'inline',
  appearance: 'none',
  credentials: 'include',
  prefetch: 'intent',
  'sandbox-url': 'https://not-loopback.example',
  lang: 'fr',
  dir: 'rtl',
  disabled: '',
  'auto-open': '',
};

describe('an attribute that changes while the widget is open', () => {
  for (const [name, value] of Object.entries(changes)) {
    it(`${name} does not end the repair`, async () => {
      const {element, events, exit, frame} = await openMeld();
      element.setAttribute(name, value);
      await element.updateComplete;
      await postFrom(frame.contentWindow!, completeMessage);
      expect((await exit).type).to.equal('successful');
      expect(events.exits()).to.have.length(1);
      element.removeAttribute(name);
      await element.updateComplete;
      expect(element.state).to.equal('idle');
    });
  }

  for (const [name, value] of Object.entries({'connection-id': 'conn_2', provider: 'mx'})) {
    it(`${name} ends it as superseded, and the next repair has the new value`, async () => {
      const {element, events, exit} = await openMeld();
      element.setAttribute(name, value);
      expect(await exit).to.have.nested.property('detail.reason', 'superseded');
      Object.assign(element, CONTINUE);
      await element.open();
      expect(events.of('exited-successful')[0]!.detail).to.include({
        [name === 'provider' ? 'provider' : 'connectionId']: value,
      });
    });
  }

  it('every one of them at once, before the token has arrived, uses the values of the click', async () => {
    let answer!: (token: unknown) => void;
    const element = await createMeld({}, {fetchToken: () => new Promise(resolve => (answer = resolve))});
    const events = record(element);
    void element.open();
    for (const [name, value] of Object.entries(changes)) element.setAttribute(name, value);
    Object.assign(element, {fetchToken: null, headers: {}, strings: {}, widgetOrigins: []});
    await element.updateComplete;
    answer(tokenAnswer());
    await loadedFrame(element);
    expect(events.one('widget-opened').display).to.equal('modal');
  });
});
