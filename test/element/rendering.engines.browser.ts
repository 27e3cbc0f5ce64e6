import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import {create, part, announcement, textOf, track} from '../helpers/fixture.js';
import {completeMessage, createMeld, message, openMeld} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

const never = () => new Promise<never>(() => undefined);

/** Records the texts of the live regions over time. */
function announcements(element: Element): string[] {
  const texts: string[] = [];
  const collect = () => {
    const now = announcement(element);
    if (now && now !== texts.at(-1)) texts.push(now);
  };
  new MutationObserver(collect).observe(element.shadowRoot!, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  return texts;
}

describe('an idle element', () => {
  it('creates a live region, a button and its label, and adds three listeners', async () => {
    const {addEventListener} = EventTarget.prototype;
    const types: string[] = [];
    EventTarget.prototype.addEventListener = function (
      this: EventTarget,
      ...args: Parameters<typeof addEventListener>
    ) {
      if (this instanceof ShadowRoot) types.push(args[0]);
      addEventListener.apply(this, args);
    };
    try {
      const {shadowRoot} = await create({'institution-name': 'First Harbor'});
      const nodes = document.createNodeIterator(shadowRoot!, NodeFilter.SHOW_ALL);
      const names: string[] = [];
      while (nodes.nextNode()) names.push(nodes.referenceNode.nodeName);
      expect(names.slice(1)).to.deep.equal(['P', 'BUTTON', 'SLOT', '#text']);
      expect(types).to.deep.equal(['pointerover', 'focusin']);
      expect(shadowRoot!.querySelector('button')!.onclick).to.be.a('function');
    } finally {
      EventTarget.prototype.addEventListener = addEventListener;
    }
  });
});

describe('the button', () => {
  it('contains the name of the institution', async () => {
    const element = await create({'institution-name': 'First Harbor'});
    expect(textOf(part(element, 'button'))).to.equal('Reconnect First Harbor');
  });

  it('is labelled "Reconnect" without an institution name', async () => {
    expect(textOf(part(await create(), 'button'))).to.equal('Reconnect');
  });

  it('contains a name with replacement patterns unchanged', async () => {
    const element = await create({'institution-name': "A $& B $1 {institution} <b>'s"});
    expect(textOf(part(element, 'button'))).to.equal("Reconnect A $& B $1 {institution} <b>'s");
  });

  it('uses the default slot as its label', async () => {
    const element = await create({'institution-name': 'First Harbor'});
    element.textContent = 'Repair now';
    await element.updateComplete;
    expect(textOf(part(element, 'button'))).to.equal('Repair now');
  });

  it('shows the logo with an empty alternative text', async () => {
    const src = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>';
    const element = await create({'institution-logo': src});
    const logo = part<HTMLImageElement>(element, 'logo')!;
    expect(logo.src).to.equal(src);
    expect(logo.alt).to.equal('');
  });

  it('shows no logo without institution-logo', async () => {
    expect(part(await create(), 'logo')).to.equal(undefined);
  });

  it('shows a spinner and the progress during a repair', async () => {
    const element = await createMeld({}, {fetchToken: never});
    expect(part(element, 'spinner')).to.equal(undefined);
    void element.open();
    await element.updateComplete;
    expect(part(element, 'spinner')).to.not.equal(undefined);
    expect(part(element, 'button')!.getAttribute('aria-disabled')).to.equal('true');
    expect(textOf(part(element, 'button'))).to.contain('Connecting');
  });

  it('can be styled by the state of the element', async () => {
    const element = await createMeld({}, {fetchToken: never});
    await element.updateComplete;
    expect(element.matches(':state(idle)')).to.equal(true);
    void element.open();
    await element.updateComplete;
    expect(element.matches(':state(requesting)')).to.equal(true);
    expect(element.matches(':state(idle)')).to.equal(false);
  });

  it('is drawn without custom states where the browser has none', async () => {
    const element = document.createElement('bank-reconnect');
    element.attachInternals = () => {
      throw new TypeError('not supported');
    };
    element.setAttribute('connection-id', 'conn_1');
    track(element);
    await element.updateComplete;
    expect(textOf(part(element, 'button'))).to.equal('Reconnect');
  });

  it('is not rendered with appearance none, unlike the announcements', async () => {
    const element = await createMeld({appearance: 'none'}, {fetchToken: never});
    expect(part(element, 'button')).to.equal(undefined);
    void element.open();
    await element.updateComplete;
    expect(announcement(element)).to.contain('Connecting');
  });

  it('is rendered with an unknown appearance', async () => {
    expect(part(await create({appearance: 'sparkling'}), 'button')).to.not.equal(undefined);
  });

  it('is at least 24 by 24 CSS pixels', async () => {
    const {width, height} = part(await create(), 'button')!.getBoundingClientRect();
    expect(Math.min(width, height)).to.be.at.least(24);
  });
});

describe('an error', () => {
  it('that is retryable is announced, and the button is "Try again"', async () => {
    const element = await createMeld({}, {fetchToken: () => new Response(null, {status: 500})});
    await element.open();
    await element.updateComplete;
    expect(announcement(element)).to.not.equal('');
    expect(textOf(part(element, 'button'))).to.equal('Try again');
  });

  it('that cannot be retried has no button', async () => {
    const element = await createMeld({}, {fetchToken: () => ({status: 'ABORT'})});
    await element.open();
    await element.updateComplete;
    expect(announcement(element)).to.contain('cannot be repaired');
    expect(part(element, 'button')).to.equal(undefined);
  });

  it('contains no text of the backend', async () => {
    const refuse = () => new Response('{"detail":"abc123"}', {status: 500});
    const element = await createMeld({'sandbox-url': ''}, {fetchToken: refuse});
    await element.open();
    await element.updateComplete;
    expect(element.shadowRoot!.textContent).to.not.contain('abc123');
    expect(element.error!.message).to.not.contain('abc123');
  });

  it('shows the person no text of the backend in development either', async () => {
    const element = await createMeld({}, {fetchToken: () => new Response('{"detail":"abc123"}', {status: 500})});
    await element.open();
    await element.updateComplete;
    expect(element.shadowRoot!.textContent).to.not.contain('abc123');
    expect(element.error!.message).to.contain('abc123');
  });

  it('is an Error in the property error, with its code and whether it is retryable', async () => {
    const element = await createMeld({}, {fetchToken: () => new Response(null, {status: 429})});
    await element.open();
    expect(JSON.parse(JSON.stringify(element.error))).to.include({code: 'rate-limited', retryable: true});
    expect(element.error).to.be.instanceOf(Error);
  });
});

describe('announcements', () => {
  it('follow the repair without a repetition', async () => {
    let verify!: (status: {provider: string; status: string}) => void;
    const {element, events, post} = await openMeld(
      {},
      {fetchStatus: () => new Promise(resolve => (verify = resolve)), completeRepair: () => undefined},
    );
    const texts = announcements(element);
    await post(message('init'));
    await element.updateComplete;
    await post(completeMessage);
    await until(() => verify, 'the request');
    await element.updateComplete;
    verify({provider: 'meld', status: 'ACTIVE'});
    await events.next('repair-confirmed');
    await element.updateComplete;
    await until(() => texts.at(-1)?.includes('connected again'), 'the last announcement');
    expect(new Set(texts).size).to.equal(texts.length);
  });

  it('are empty initially', async () => {
    expect(announcement(await create({'institution-name': 'First Harbor'}))).to.equal('');
  });
});

describe('strings', () => {
  it('replace texts by key, and {institution} by the name', async () => {
    const element = await create(
      {'institution-name': 'First Harbor'},
      {strings: {reconnect: '{institution} wieder verbinden'}},
    );
    expect(textOf(part(element, 'button'))).to.equal('First Harbor wieder verbinden');
  });

  it('replace the name of the close button', async () => {
    const {element} = await openMeld({}, {strings: {close: 'Schließen'}});
    expect(part(element, 'close')!.ariaLabel ?? textOf(part(element, 'close'))).to.equal('Schließen');
  });

  it('replace the text of one error', async () => {
    const element = await createMeld(
      {},
      {strings: {'not-repairable': 'Geht nicht'}, fetchToken: () => ({status: 'ABORT'})},
    );
    await element.open();
    await element.updateComplete;
    expect(announcement(element)).to.equal('Geht nicht');
  });
});

describe('the element', () => {
  it('can be cloned and created by a parser', async () => {
    const template = document.createElement('template');
    template.innerHTML = '<bank-reconnect institution-name="Meridian"></bank-reconnect>';
    const element = template.content.cloneNode(true).firstChild as BankReconnectElement;
    track(element);
    await element.updateComplete;
    expect(textOf(part(element, 'button'))).to.equal('Reconnect Meridian');
    element.remove();
  });
});
