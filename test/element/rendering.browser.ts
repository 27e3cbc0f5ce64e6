import {expect} from '@open-wc/testing';
import type {BankReconnectElement} from '../../src/index.js';
import {inState} from '../helpers/events.js';
import {create, part, said, shorten, textOf} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, message, openMeld} from '../helpers/meld-page.js';
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

describe('accessibility', () => {
  const states: Record<string, () => Promise<BankReconnectElement>> = {
    idle: () => createMeld(),
    disabled: () => createMeld({disabled: ''}),
    requesting: async () => {
      const element = await createMeld({}, {fetchToken: never});
      void element.open();
      return element;
    },
    opening: async () => (await openMeld()).element,
    'opening, inline': async () => (await openMeld({display: 'inline'})).element,
    open: async () => {
      const {element, say} = await openMeld();
      await say(message('init'));
      return element;
    },
    'a slow widget': async () => {
      shorten({slow: 1});
      const {element} = await openMeld();
      await until(() => part(element, 'retry'), 'Try again');
      return element;
    },
    completing: async () => {
      const {element, say} = await openMeld({}, {completeRepair: never});
      await say(completeMessage);
      await inState(element, 'completing');
      return element;
    },
    verifying: async () => {
      const {element, say} = await openMeld({}, {fetchStatus: never});
      await say(completeMessage);
      await inState(element, 'verifying');
      return element;
    },
    confirmed: async () => {
      const element = await createMeld({}, {fetchToken: () => ({status: 'CONTINUE'})});
      await element.open();
      return element;
    },
    'an error to retry': async () => {
      const element = await createMeld({}, {fetchToken: () => new Response(null, {status: 500})});
      await element.open();
      return element;
    },
    'an error without a way out': async () => {
      const element = await createMeld({}, {fetchToken: () => ({status: 'ABORT'})});
      await element.open();
      return element;
    },
  };
  for (const [state, enter] of Object.entries(states)) {
    it(`has nothing for axe to complain about: ${state}`, async () => {
      const element = await enter();
      await element.updateComplete;
      await expect(element).to.be.accessible();
    });
  }
});

describe('a slow widget', () => {
  const openSlow = async (attributes: Record<string, string> = {}) => {
    shorten({slow: 20});
    const page = await openMeld(attributes);
    await until(() => part(page.element, 'retry'), 'Try again');
    return page;
  };

  for (const display of ['modal', 'inline']) {
    it(`(${display}) is said to be slow beside the frame, with Try again and Close, and is not killed`, async () => {
      const {element, events, frame, say, exit} = await openSlow({display});
      expect(said(element)).to.contain('longer than usual');
      expect(textOf(part(element, 'retry'))).to.equal('Try again');
      expect(textOf(part(element, 'cancel'))).to.equal('Close');
      const over = frame.getBoundingClientRect();
      const {bottom, top} = part(element, 'retry')!.getBoundingClientRect();
      expect(bottom <= over.top + 1 || top >= over.bottom - 1).to.equal(true);
      expect(events.exits()).to.have.length(0);
      await say(message('init'), completeMessage);
      expect((await exit).type).to.equal('successful');
    });
  }

  it('that reports in after all is slow no longer', async () => {
    const {element, say} = await openSlow();
    await say(message('init'));
    await element.updateComplete;
    expect(part(element, 'retry')).to.equal(undefined);
    expect(said(element)).to.not.contain('longer than usual');
    expect(element.state).to.equal('open');
  });

  it('left by its Close is load-timeout', async () => {
    const {element, exit} = await openSlow();
    part(element, 'cancel')!.click();
    expect(await exit).to.have.nested.property('detail.error.code', 'load-timeout');
    expect(element.error?.retryable).to.equal(true);
  });

  it('left by our close button is load-timeout', async () => {
    const {element, exit} = await openSlow();
    part(element, 'close')!.click();
    expect(await exit).to.have.nested.property('detail.error.code', 'load-timeout');
  });

  it('left by close() is closed', async () => {
    const {element, exit} = await openSlow();
    element.close();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });

  it('is given up and started anew by Try again: one exit, one new repair', async () => {
    const {element, events, exit, frame} = await openSlow();
    shorten({slow: 10_000});
    part(element, 'retry')!.click();
    expect(await exit).to.have.nested.property('detail.error.code', 'load-timeout');
    const fresh = await loadedFrame(element);
    expect(fresh).to.not.equal(frame);
    expect(events.of('repair-requested')).to.have.length(2);
    expect(events.exits()).to.have.length(1);
  });

  it('that came up in time is closed, not timed out, by our close button', async () => {
    const {element, exit, say} = await openMeld();
    await say(message('init'));
    part(element, 'close')!.click();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });
});
