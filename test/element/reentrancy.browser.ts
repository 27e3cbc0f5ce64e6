import {expect} from '@open-wc/testing';
import type {BankReconnectElement, CompletionRequest, ConnectionStatus, RepairExit} from '../../src/index.js';
import {inState, record} from '../helpers/events.js';
import {completeMessage, createMeld, loadedFrame, openMeld, tokenAnswer} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

const later = () => new Promise(resolve => setTimeout(resolve, 30));

describe('a listener of exited-aborted that calls open()', () => {
  const endings: Record<string, (element: BankReconnectElement) => void> = {
    closed: element => element.close(),
    superseded: element => (element.connectionId = 'conn_9'),
  };
  for (const [reason, act] of Object.entries(endings)) {
    it(`(${reason}) starts a repair that open() returns, that close() aborts, and that has its own exit event`, async () => {
      const {element, events, exit} = await openMeld();
      let again: Promise<RepairExit> | undefined;
      element.addEventListener('exited-aborted', () => void (again = element.open()), {once: true});
      act(element);
      expect(await exit).to.have.nested.property('detail.reason', reason);
      await loadedFrame(element);
      expect(element.open()).to.equal(again);
      element.close();
      expect(await again).to.have.nested.property('detail.reason', 'closed');
      const [first, second, ...more] = events.exits().map(({detail}) => detail as RepairExit['detail']);
      expect(more).to.have.length(0);
      expect(first!.repairId).to.not.equal(second!.repairId);
      expect(second!.connectionId).to.equal(element.connectionId);
      expect(element.state).to.equal('idle');
      expect(element.shadowRoot!.querySelector('iframe, dialog')).to.equal(null);
    });
  }
});

describe('open() during the verification', () => {
  async function verifying() {
    let tokens = 0;
    let answer!: (status: ConnectionStatus) => void;
    const page = await openMeld(
      {},
      {
        fetchToken: () => {
          tokens++;
          return tokenAnswer();
        },
        fetchStatus: () => new Promise(resolve => (answer = resolve)),
      },
    );
    await page.post(completeMessage);
    await page.exit;
    await until(() => answer, 'the request');
    expect(page.element.state).to.equal('verifying');
    return {...page, tokens: () => tokens, answer: (status: ConnectionStatus) => answer(status)};
  }

  it('starts one repair, even if a listener of the state change calls open()', async () => {
    const {element, events, tokens} = await verifying();
    let inner: Promise<RepairExit> | undefined;
    element.addEventListener('repair-state-changed', () => void (inner ??= element.open()));
    const outer = element.open();
    await loadedFrame(element);
    expect(inner).to.equal(outer);
    expect(events.of('repair-requested')).to.have.length(2);
    expect(tokens()).to.equal(2);
    element.close();
    expect((await outer).type).to.equal('aborted');
    expect(events.exits()).to.have.length(2);
  });

  it('does not end the verification if repair-requested is prevented', async () => {
    const {element, events, answer} = await verifying();
    element.addEventListener('repair-requested', event => event.preventDefault());
    expect((await element.open()).type).to.equal('cancelled');
    expect(element.state).to.equal('verifying');
    answer({provider: 'meld', status: 'ACTIVE'});
    const {repairId} = await events.next('repair-confirmed');
    expect(repairId).to.equal(events.one('exited-successful').repairId);
    expect(element.state).to.equal('idle');
  });
});

describe('close() during the verification', () => {
  it('does not end a repair that a listener of the state change starts', async () => {
    const {element, exit, post} = await openMeld({}, {fetchStatus: () => new Promise(() => undefined)});
    await post(completeMessage);
    await exit;
    await inState(element, 'verifying');
    let again: Promise<RepairExit> | undefined;
    element.addEventListener('repair-state-changed', () => void (again ??= element.open()));
    element.close();
    await loadedFrame(element);
    expect(element.open()).to.equal(again);
  });
});

describe('a listener that prevents repair-requested and opens another connection', () => {
  it('leaves that repair running, which ends with the element', async () => {
    const element = await createMeld();
    let inner: Promise<RepairExit> | undefined;
    element.addEventListener(
      'repair-requested',
      event => {
        event.preventDefault();
        element.connectionId = 'conn_9';
        inner = element.open();
      },
      {once: true},
    );
    void element.open();
    await loadedFrame(element);
    expect(element.open()).to.equal(inner);
    element.remove();
    expect((await inner)?.type).to.equal('removed');
    // The modal lock is free.
    const other = await createMeld();
    void other.open();
    await loadedFrame(other);
  });
});

describe('close() on the state change to completing', () => {
  it('sends no completion, and the next open() sends it without a widget', async () => {
    const sent: CompletionRequest[] = [];
    let tokens = 0;
    const {element, events, exit, post} = await openMeld(
      {},
      {
        fetchToken: () => {
          tokens++;
          return tokenAnswer();
        },
        completeRepair: request => void sent.push(request),
      },
    );
    let isFirst = true;
    element.addEventListener('repair-state-changed', ({detail}) => {
      if (detail.newState !== 'completing' || !isFirst) return;
      isFirst = false;
      element.close();
    });
    await post(completeMessage);
    expect(await exit).to.have.nested.property('detail.reason', 'closed');
    await later();
    expect(sent).to.have.length(0);
    const again = await element.open();
    expect(again.type).to.equal('successful');
    expect(tokens).to.equal(1);
    expect(sent.map(({repairId}) => repairId)).to.deep.equal([events.one('exited-aborted').repairId]);
  });
});

describe('open() in the same task as a change of connectionId', () => {
  it('aborts the current repair as superseded and opens the new connection', async () => {
    const {element, events, exit} = await openMeld();
    element.connectionId = 'conn_9';
    void element.open();
    expect(await exit).to.have.nested.property('detail.reason', 'superseded');
    await loadedFrame(element);
    expect(events.of('repair-requested').map(({detail}) => detail.connectionId)).to.deep.equal(['conn_1', 'conn_9']);
    expect(events.exits()).to.have.length(1);
    expect(element.state).to.equal('opening');
  });

  it('opens the new connection of an idle element', async () => {
    const requested: string[] = [];
    const element = await createMeld(
      {},
      {
        fetchToken: ({connectionId}) => {
          requested.push(connectionId);
          return tokenAnswer();
        },
      },
    );
    const events = record(element);
    element.connectionId = 'conn_9';
    void element.open();
    await loadedFrame(element);
    await inState(element, 'opening');
    expect(requested).to.deep.equal(['conn_9']);
    expect(events.exits()).to.have.length(0);
  });
});
