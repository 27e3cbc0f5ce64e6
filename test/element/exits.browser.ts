import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {create} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, message, openMeld} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

describe('leaving', () => {
  it('by close() is aborted, closed', async () => {
    const {element, exit} = await openMeld();
    element.close();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });

  it("tells the widget's last error with it", async () => {
    const {element, exit, say} = await openMeld();
    await say(message('error', {reason: 'INVALID_CREDENTIALS', details: 'abc123'}));
    element.close();
    const {type, detail} = await exit;
    expect(type).to.equal('aborted');
    expect(detail).to.have.nested.property('error.code', 'widget-error');
    expect(detail).to.have.nested.property('error.vendor.code', 'INVALID_CREDENTIALS');
    expect(JSON.stringify(detail)).to.not.contain('abc123');
  });

  it('without an error of the widget tells none', async () => {
    const {element, exit} = await openMeld();
    element.close();
    expect((await exit).detail).to.have.all.keys('connectionId', 'provider', 'repairId', 'reason');
  });

  it('leaves the element as it was, ready for the next', async () => {
    const {element, exit} = await openMeld();
    element.close();
    await exit;
    expect(element.state).to.equal('idle');
    expect(element.error).to.equal(undefined);
    void element.open();
    await loadedFrame(element);
  });
});

describe('the promise of open()', () => {
  it('resolves with the type and the very detail of the exit', async () => {
    const {element, events, exit} = await openMeld();
    element.close();
    expect(await exit).to.deep.equal({type: 'aborted', detail: events.one('exited-aborted')});
  });

  it('is the same for calls while busy', async () => {
    const {element, exit} = await openMeld();
    expect(element.open()).to.equal(exit);
    element.close();
    await exit;
    expect(element.open()).to.not.equal(exit);
  });

  it('is cancelled when repair-requested is prevented, and nothing happens', async () => {
    let tokens = 0;
    const element = await createMeld({}, {fetchToken: () => ++tokens});
    element.addEventListener('repair-requested', event => event.preventDefault());
    const events = record(element);
    const {type} = await element.open();
    expect(type).to.equal('cancelled');
    expect(events.story()).to.deep.equal(['repair-requested']);
    expect(element.state).to.equal('idle');
    expect(tokens).to.equal(0);
  });

  it('is dispatched before anything happens, inside open()', async () => {
    const element = await createMeld();
    const events = record(element);
    let state;
    element.addEventListener('repair-requested', () => (state = element.state));
    void element.open();
    expect(state).to.equal('idle');
    expect(events.one('repair-requested')).to.include({connectionId: 'conn_1', provider: 'meld', display: 'modal'});
    expect(element.state).to.equal('requesting');
  });

  it('is removed for an element that is in no page', async () => {
    const element = await create();
    element.remove();
    expect((await element.open()).type).to.equal('removed');
  });

  it('is resolved after the exit event', async () => {
    const {element, exit} = await openMeld();
    const order: string[] = [];
    void exit.then(() => order.push('promise'));
    element.addEventListener('exited-aborted', () => order.push('event'));
    element.close();
    await exit;
    expect(order).to.deep.equal(['event', 'promise']);
  });

  it('may be called in the listener of an exit', async () => {
    const {element, events, exit} = await openMeld();
    let second: Promise<unknown> | undefined;
    element.addEventListener('exited-aborted', () => void (second ??= element.open()), {once: true});
    element.close();
    await exit;
    await loadedFrame(element);
    expect(second).to.not.equal(exit);
    element.close();
    await second;
    expect(events.exits()).to.have.length(2);
  });
});

describe('close()', () => {
  it('without anything to close does nothing', async () => {
    const element = await createMeld();
    const events = record(element);
    element.close();
    expect(events.all).to.have.length(0);
  });

  it('in a listener of repair-requested ends it before it began', async () => {
    const element = await createMeld();
    const events = record(element);
    element.addEventListener('repair-requested', () => element.close());
    const {type} = await element.open();
    expect(type).to.equal('aborted');
    expect(events.exits()).to.have.length(1);
    expect(element.state).to.equal('idle');
  });

  it('while completing is aborted, closed, and no success follows', async () => {
    let answer: ((value: undefined) => void) | undefined;
    const {element, events, exit, say} = await openMeld(
      {},
      {completeRepair: () => new Promise<undefined>(resolve => (answer = resolve))},
    );
    await say(completeMessage);
    await until(() => answer, 'the completion');
    element.close();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
    answer!(undefined);
    await new Promise(resolve => setTimeout(resolve));
    expect(events.exits()).to.have.length(1);
  });
});
