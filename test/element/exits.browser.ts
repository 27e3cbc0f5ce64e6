import {expect} from '@open-wc/testing';
import {record} from '../helpers/events.js';
import {create} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, message, openMeld} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

describe('an abort', () => {
  it('by close() has the reason closed', async () => {
    const {element, exit} = await openMeld();
    element.close();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
  });

  it("contains the widget's last error", async () => {
    const {element, exit, post} = await openMeld();
    await post(message('error', {reason: 'INVALID_CREDENTIALS', details: 'abc123'}));
    element.close();
    const {type, detail} = await exit;
    expect(type).to.equal('aborted');
    expect(detail).to.have.nested.property('error.code', 'widget-error');
    expect(detail).to.have.nested.property('error.vendor.code', 'INVALID_CREDENTIALS');
    expect(JSON.stringify(detail)).to.not.contain('abc123');
  });

  it('contains no error if the widget has reported none', async () => {
    const {element, exit} = await openMeld();
    element.close();
    expect((await exit).detail).to.have.all.keys('connectionId', 'provider', 'repairId', 'reason');
  });

  it('leaves the element idle and ready for the next repair', async () => {
    const {element, exit} = await openMeld();
    element.close();
    await exit;
    expect(element.state).to.equal('idle');
    expect(element.error).to.equal(undefined);
    void element.open();
    await loadedFrame(element);
  });
});

describe('open()', () => {
  it('resolves with the type and the detail of the exit event', async () => {
    const {element, events, exit} = await openMeld();
    element.close();
    expect(await exit).to.deep.equal({type: 'aborted', detail: events.one('exited-aborted')});
  });

  it('returns the same promise during one repair', async () => {
    const {element, exit} = await openMeld();
    expect(element.open()).to.equal(exit);
    element.close();
    await exit;
    expect(element.open()).to.not.equal(exit);
  });

  it('resolves with cancelled if repair-requested is prevented, without a token request', async () => {
    let tokens = 0;
    const element = await createMeld({}, {fetchToken: () => ++tokens});
    element.addEventListener('repair-requested', event => event.preventDefault());
    const events = record(element);
    const {type} = await element.open();
    expect(type).to.equal('cancelled');
    expect(events.sequence()).to.deep.equal(['repair-requested']);
    expect(element.state).to.equal('idle');
    expect(tokens).to.equal(0);
  });

  it('dispatches repair-requested synchronously, before the state changes', async () => {
    const element = await createMeld();
    const events = record(element);
    let state;
    element.addEventListener('repair-requested', () => (state = element.state));
    void element.open();
    expect(state).to.equal('idle');
    expect(events.one('repair-requested')).to.include({connectionId: 'conn_1', provider: 'meld', display: 'modal'});
    expect(element.state).to.equal('requesting');
  });

  it('resolves with removed for a disconnected element', async () => {
    const element = await create();
    element.remove();
    expect((await element.open()).type).to.equal('removed');
  });

  it('resolves after the exit event', async () => {
    const {element, exit} = await openMeld();
    const order: string[] = [];
    void exit.then(() => order.push('promise'));
    element.addEventListener('exited-aborted', () => order.push('event'));
    element.close();
    await exit;
    expect(order).to.deep.equal(['event', 'promise']);
  });

  it('can be called in a listener of an exit event', async () => {
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
  it('has no effect without a repair', async () => {
    const element = await createMeld();
    const events = record(element);
    element.close();
    expect(events.all).to.have.length(0);
  });

  it('in a listener of repair-requested aborts the repair with one exit event', async () => {
    const element = await createMeld();
    const events = record(element);
    element.addEventListener('repair-requested', () => element.close());
    const {type} = await element.open();
    expect(type).to.equal('aborted');
    expect(events.exits()).to.have.length(1);
    expect(element.state).to.equal('idle');
  });

  it('during the completion aborts with the reason closed, and no success follows', async () => {
    let answer: ((value: undefined) => void) | undefined;
    const {element, events, exit, post} = await openMeld(
      {},
      {completeRepair: () => new Promise<undefined>(resolve => (answer = resolve))},
    );
    await post(completeMessage);
    await until(() => answer, 'the completion');
    element.close();
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
    answer!(undefined);
    await new Promise(resolve => setTimeout(resolve));
    expect(events.exits()).to.have.length(1);
  });
});
