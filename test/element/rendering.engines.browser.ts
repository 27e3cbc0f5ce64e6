import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import {create, part, said, textOf} from '../helpers/fixture.js';
import {completeMessage, createMeld, message, openMeld} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

const never = () => new Promise<never>(() => undefined);

/** Everything the live regions came to say, one after the other. */
function announcements(element: Element): string[] {
  const heard: string[] = [];
  const listen = () => {
    const now = said(element);
    if (now && now !== heard.at(-1)) heard.push(now);
  };
  new MutationObserver(listen).observe(element.shadowRoot!, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  return heard;
}

describe('an idle element', () => {
  it('creates a live region, a button and its label, and listens three times', async () => {
    const {addEventListener} = EventTarget.prototype;
    const heard: string[] = [];
    EventTarget.prototype.addEventListener = function (
      this: EventTarget,
      ...args: Parameters<typeof addEventListener>
    ) {
      if (this instanceof ShadowRoot) heard.push(args[0]);
      addEventListener.apply(this, args);
    };
    try {
      const {shadowRoot} = await create({'institution-name': 'First Harbor'});
      const nodes = document.createNodeIterator(shadowRoot!, NodeFilter.SHOW_ALL);
      const names: string[] = [];
      while (nodes.nextNode()) names.push(nodes.referenceNode.nodeName);
      expect(names.slice(1)).to.deep.equal(['P', 'BUTTON', 'SLOT', '#text']);
      expect(heard).to.deep.equal(['pointerover', 'focusin']);
      expect(shadowRoot!.querySelector('button')!.onclick).to.be.a('function');
    } finally {
      EventTarget.prototype.addEventListener = addEventListener;
    }
  });
});

describe('the button', () => {
  it('names the bank', async () => {
    const element = await create({'institution-name': 'First Harbor'});
    expect(textOf(part(element, 'button'))).to.equal('Reconnect First Harbor');
  });

  it('without a bank says Reconnect', async () => {
    expect(textOf(part(await create(), 'button'))).to.equal('Reconnect');
  });

  it('names a bank whose name looks like a pattern of a replacement', async () => {
    const element = await create({'institution-name': "A $& B $1 {institution} <b>'s"});
    expect(textOf(part(element, 'button'))).to.equal("Reconnect A $& B $1 {institution} <b>'s");
  });

  it('has the label of the default slot', async () => {
    const element = await create({'institution-name': 'First Harbor'});
    element.textContent = 'Repair now';
    await element.updateComplete;
    expect(textOf(part(element, 'button'))).to.equal('Repair now');
  });

  it('shows the logo, which adds nothing to the name', async () => {
    const src = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>';
    const element = await create({'institution-logo': src});
    const logo = part<HTMLImageElement>(element, 'logo')!;
    expect(logo.src).to.equal(src);
    expect(logo.alt).to.equal('');
  });

  it('shows no logo when there is none', async () => {
    expect(part(await create(), 'logo')).to.equal(undefined);
  });

  it('shows a spinner while busy, and says what goes on', async () => {
    const element = await createMeld({}, {fetchToken: never});
    expect(part(element, 'spinner')).to.equal(undefined);
    void element.open();
    await element.updateComplete;
    expect(part(element, 'spinner')).to.not.equal(undefined);
    expect(part(element, 'button')!.getAttribute('aria-disabled')).to.equal('true');
    expect(textOf(part(element, 'button'))).to.contain('Connecting');
  });

  it('can be styled by the state that the element is in', async () => {
    const element = await createMeld({}, {fetchToken: never});
    await element.updateComplete;
    expect(element.matches(':state(idle)')).to.equal(true);
    void element.open();
    await element.updateComplete;
    expect(element.matches(':state(requesting)')).to.equal(true);
    expect(element.matches(':state(idle)')).to.equal(false);
  });

  it('is not drawn with appearance none, while announcements stay', async () => {
    const element = await createMeld({appearance: 'none'}, {fetchToken: never});
    expect(part(element, 'button')).to.equal(undefined);
    void element.open();
    await element.updateComplete;
    expect(said(element)).to.contain('Connecting');
  });

  it('is drawn with an appearance nobody knows', async () => {
    expect(part(await create({appearance: 'sparkling'}), 'button')).to.not.equal(undefined);
  });

  it('is at least 24 by 24 CSS pixels', async () => {
    const {width, height} = part(await create(), 'button')!.getBoundingClientRect();
    expect(Math.min(width, height)).to.be.at.least(24);
  });
});

describe('an error', () => {
  it('that can be retried is told with "Try again"', async () => {
    const element = await createMeld({}, {fetchToken: () => new Response(null, {status: 500})});
    await element.open();
    await element.updateComplete;
    expect(said(element)).to.not.equal('');
    expect(textOf(part(element, 'button'))).to.equal('Try again');
  });

  it('that cannot be retried has no button', async () => {
    const element = await createMeld({}, {fetchToken: () => ({status: 'ABORT'})});
    await element.open();
    await element.updateComplete;
    expect(said(element)).to.contain('cannot be repaired');
    expect(part(element, 'button')).to.equal(undefined);
  });

  it('never shows a text of the backend', async () => {
    const element = await createMeld({}, {fetchToken: () => new Response('{"detail":"abc123"}', {status: 500})});
    await element.open();
    await element.updateComplete;
    expect(element.shadowRoot!.textContent).to.not.contain('abc123');
    expect(element.error!.message).to.not.contain('abc123');
  });

  it('is seen by whoever looks into the property: code, message and whether to retry', async () => {
    const element = await createMeld({}, {fetchToken: () => new Response(null, {status: 429})});
    await element.open();
    expect(JSON.parse(JSON.stringify(element.error))).to.include({code: 'rate-limited', retryable: true});
    expect(element.error).to.be.instanceOf(Error);
  });
});

describe('announcements', () => {
  it('follow the repair, and none comes twice', async () => {
    let verify!: (status: {provider: string; status: string}) => void;
    const {element, events, say} = await openMeld(
      {},
      {fetchStatus: () => new Promise(resolve => (verify = resolve)), completeRepair: () => undefined},
    );
    const heard = announcements(element);
    await say(message('init'));
    await element.updateComplete;
    await say(completeMessage);
    await until(() => verify, 'the question');
    await element.updateComplete;
    verify({provider: 'meld', status: 'ACTIVE'});
    await events.next('repair-confirmed');
    await element.updateComplete;
    await until(() => heard.at(-1)?.includes('connected again'), 'the last announcement');
    expect(new Set(heard).size).to.equal(heard.length);
  });

  it('are silent before anything happens', async () => {
    expect(said(await create({'institution-name': 'First Harbor'}))).to.equal('');
  });
});

describe('strings', () => {
  it('replace texts key by key, with the bank filled in', async () => {
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
    expect(said(element)).to.equal('Geht nicht');
  });
});

describe('the element', () => {
  it('can be cloned and created by a parser', async () => {
    const template = document.createElement('template');
    template.innerHTML = '<bank-reconnect institution-name="Meridian"></bank-reconnect>';
    const element = template.content.cloneNode(true).firstChild as BankReconnectElement;
    document.body.append(element);
    await element.updateComplete;
    expect(textOf(part(element, 'button'))).to.equal('Reconnect Meridian');
    element.remove();
  });
});
