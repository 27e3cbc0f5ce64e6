import {expect} from '@open-wc/testing';
import {resetMouse, sendKeys, sendMouse} from '@web/test-runner-commands';
import type {BankReconnectElement} from '../../src/index.js';
import {record} from '../helpers/events.js';
import {make, part, track} from '../helpers/fixture.js';
import {createMeld, loadedFrame, meldAttributes, openMeld, tokenAnswer} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

const center = (element: Element): [number, number] => {
  const {left, top, width, height} = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};

const click = (element: Element) => sendMouse({type: 'click', position: center(element)});

const later = () => new Promise(resolve => setTimeout(resolve, 20));

/** Records whether there is a user activation in a listener of repair-requested. */
function watchActivation(element: BankReconnectElement): boolean[] {
  const active: boolean[] = [];
  element.addEventListener('repair-requested', () => active.push(navigator.userActivation.isActive));
  return active;
}

afterEach(() => resetMouse());

describe('a click', () => {
  it('is a user activation in the synchronous part of open()', async () => {
    const element = await createMeld();
    const active = watchActivation(element);
    let wasSynchronous = false;
    const {open} = element;
    element.open = () => {
      const exit = open.call(element);
      wasSynchronous = active.length === 1;
      return exit;
    };
    await click(part(element, 'button')!);
    await until(() => active.length, 'the request');
    expect(active).to.deep.equal([true]);
    expect(wasSynchronous).to.equal(true);
  });

  it('on the button starts one repair, and a second click no other', async () => {
    const element = await createMeld({}, {fetchToken: () => new Promise(() => undefined)});
    const events = record(element);
    part(element, 'button')!.click();
    await element.updateComplete;
    part(element, 'button')!.click();
    expect(events.of('repair-requested')).to.have.length(1);
  });

  it("on the page's trigger starts a repair", async () => {
    const element = await createMeld({appearance: 'none'});
    const trigger = document.createElement('button');
    Object.assign(trigger, {slot: 'trigger', textContent: 'Fix it'});
    element.append(trigger);
    await later();
    const active = watchActivation(element);
    await click(trigger);
    await until(() => active.length, 'the request');
    expect(active).to.deep.equal([true]);
  });

  it('by keyboard starts a repair', async () => {
    const element = await createMeld();
    const active = watchActivation(element);
    part(element, 'button')!.focus();
    await sendKeys({press: 'Enter'});
    await until(() => active.length, 'the request');
    expect(active).to.deep.equal([true]);
  });
});

describe('disabled', () => {
  it('prevents a repair by the button', async () => {
    const element = await createMeld({disabled: ''});
    const events = record(element);
    part(element, 'button')!.click();
    expect(events.all).to.have.length(0);
  });

  it('prevents a repair by the trigger', async () => {
    const element = await createMeld({disabled: '', appearance: 'none'});
    const trigger = document.createElement('button');
    trigger.slot = 'trigger';
    element.append(trigger);
    const events = record(element);
    trigger.click();
    expect(events.all).to.have.length(0);
  });

  it('does not prevent open()', async () => {
    const {element} = await openMeld({disabled: ''});
    expect(element.state).to.equal('opening');
  });

  it('is not set by the attribute value "false"', async () => {
    const element = await createMeld({disabled: 'false'});
    const events = record(element);
    part(element, 'button')!.click();
    expect(element.disabled).to.equal(false);
    expect(events.of('repair-requested')).to.have.length(1);
  });

  it('is not set by the property value "false", which frameworks write', async () => {
    const element = await createMeld({}, {disabled: 'false' as unknown as boolean});
    const events = record(element);
    part(element, 'button')!.click();
    expect(events.of('repair-requested')).to.have.length(1);
  });
});

describe('auto-open', () => {
  it('starts one repair', async () => {
    const element = await createMeld({'auto-open': ''});
    const events = record(element);
    await loadedFrame(element);
    element.close();
    element.institutionName = 'Another';
    await element.updateComplete;
    await later();
    expect(element.state).to.equal('idle');
    expect(events.of('repair-requested')).to.have.length(0);
  });

  it('waits for the connection-id', async () => {
    const element = await createMeld({'auto-open': '', 'connection-id': ''});
    await later();
    expect(element.state).to.equal('idle');
    element.connectionId = 'conn_1';
    await element.updateComplete;
    expect(element.state).to.not.equal('idle');
  });

  it('starts another repair for another connection', async () => {
    const element = await createMeld({'auto-open': ''});
    await loadedFrame(element);
    const events = record(element);
    element.connectionId = 'conn_2';
    await events.next('repair-requested');
    expect(events.sequence().indexOf('exited-aborted')).to.be.below(events.sequence().indexOf('repair-requested'));
    await loadedFrame(element);
    expect(element.state).to.equal('opening');
  });

  it('starts no other repair when the element is moved', async () => {
    const element = await createMeld({'auto-open': ''});
    await loadedFrame(element);
    const events = record(element);
    document.body.prepend(element);
    await events.next('exited-aborted');
    await later();
    expect(events.of('repair-requested')).to.have.length(0);
  });

  it('starts another repair when the element is removed and inserted again', async () => {
    const element = await createMeld({'auto-open': ''});
    await loadedFrame(element);
    element.remove();
    await later();
    const events = record(element);
    track(element);
    await events.next('repair-requested');
  });

  it('starts no repair with the property value "false"', async () => {
    const element = make(meldAttributes, {autoOpen: 'false' as unknown as boolean, fetchToken: () => tokenAnswer()});
    const events = record(element);
    track(element);
    await element.updateComplete;
    await later();
    expect(events.all).to.have.length(0);
  });

  for (const attributes of [{'auto-open': 'false'}, {'auto-open': '', disabled: ''}, {}]) {
    it(`starts no repair with ${JSON.stringify(attributes)}`, async () => {
      const element = make({...meldAttributes, ...(attributes as Record<string, string>)});
      element.fetchToken = () => tokenAnswer();
      const events = record(element);
      track(element);
      await element.updateComplete;
      await later();
      expect(events.all).to.have.length(0);
    });
  }
});
