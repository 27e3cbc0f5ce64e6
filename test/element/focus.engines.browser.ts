import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {make, part, shorten, textOf, track} from '../helpers/fixture.js';
import {createMeld, loadedFrame, meldAttributes, openMeld, tokenAnswer} from '../helpers/meld-page.js';
import {exitMetadata, installPlaid, nextLink, openPlaid} from '../helpers/plaid-page.js';
import {until} from '../helpers/until.js';

installPlaid();

/** Names the focused element, also inside shadow roots. A text, because printing nodes in a failure takes minutes. */
function focused(): string {
  let active = document.activeElement!;
  while (active.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLButtonElement ? textOf(active) : active.localName;
}

const button = (text: string) => Object.assign(document.createElement('button'), {textContent: text});

describe('an auto-open that fails before a widget is shown', () => {
  it('neither moves the focus nor scrolls the page', async () => {
    track(document.createElement('div')).style.height = '3000px';
    const element = make({...meldAttributes, 'auto-open': ''}, {fetchToken: () => new Response(null, {status: 500})});
    const events = record(element);
    expect(focused()).to.equal('body');
    track(element);
    await events.next('exited-errored');
    await element.updateComplete;
    expect(part(element, 'button')).to.not.equal(undefined);
    expect(focused()).to.equal('body');
    expect(scrollY).to.equal(0);
  });
});

describe("an element inside a host's own shadow root", () => {
  async function openInside(display: string) {
    const opener = track(button('Fix it'));
    const field = track(document.createElement('input'));
    const host = track(document.createElement('div'));
    const element = track(
      make({...meldAttributes, display}, {fetchToken: () => tokenAnswer()}),
      host.attachShadow({mode: 'open'}),
    );
    await element.updateComplete;
    opener.focus();
    const exit = element.open();
    await loadedFrame(element);
    return {field, element, exit};
  }

  it('restores the focus of a button outside the shadow root', async () => {
    const {element, exit} = await openInside('modal');
    expect(focused()).to.not.equal('Fix it');
    element.close();
    await exit;
    expect(focused()).to.equal('Fix it');
  });

  it('keeps the focus in a field that the person has moved to', async () => {
    const {field, element, exit} = await openInside('inline');
    field.focus();
    element.close();
    await exit;
    expect(focused()).to.equal('input');
  });
});

describe('an opener that is removed during the repair', () => {
  it("passes the focus to the element's button", async () => {
    const opener = track(button('Fix it'));
    opener.focus();
    const {element, exit} = await openMeld();
    opener.remove();
    element.close();
    await exit;
    expect(focused()).to.equal('Reconnect First Harbor');
  });

  it("passes the focus to the page's trigger if there is one", async () => {
    const opener = track(button('Fix it'));
    const element = await createMeld({appearance: 'none'});
    const trigger = Object.assign(button('Repair'), {slot: 'trigger'});
    element.append(trigger);
    opener.focus();
    const exit = element.open();
    await loadedFrame(element);
    opener.remove();
    element.close();
    await exit;
    expect(focused()).to.equal('Repair');
  });
});

describe('the buttons of a slow widget', () => {
  /** Opens a slow widget, and focuses and clicks the button with that part name. */
  async function press(name: string, attributes: Record<string, string> = {}) {
    shorten({slow: 20});
    const trigger = Object.assign(button('Repair'), {slot: 'trigger'});
    const page = await openMeld({display: 'inline', ...attributes});
    page.element.append(trigger);
    await until(() => part(page.element, name), name);
    part(page.element, name)!.focus();
    part(page.element, name)!.click();
    await page.exit;
    await page.element.updateComplete;
    return page;
  }

  it("pass the focus to the element's button when they are removed", async () => {
    await press('cancel');
    expect(focused()).to.equal('Try again');
  });

  it("pass the focus to the page's trigger if there is one", async () => {
    await press('cancel', {appearance: 'none'});
    expect(focused()).to.equal('Repair');
  });

  it("pass the focus to the element's button after the next attempt", async () => {
    const {element} = await press('retry');
    await loadedFrame(element);
    element.close();
    await element.updateComplete;
    expect(focused()).to.equal('Reconnect First Harbor');
  });

  it("pass the focus to the element's button after a vendor's overlay", async () => {
    shorten({slow: 20});
    const {element, exit} = await openPlaid();
    await until(() => part(element, 'retry'), 'Try again');
    part(element, 'retry')!.focus();
    const next = nextLink();
    part(element, 'retry')!.click();
    await exit;
    const {config, frame} = await next;
    await element.updateComplete;
    frame.focus();
    expect(focused()).to.equal('iframe');
    config.onExit!(null, exitMetadata());
    await until(() => element.state === 'idle', 'the end');
    await element.updateComplete;
    expect(focused()).to.equal('Reconnect Meridian');
  });
});
