import {expect} from '@open-wc/testing';
import type {BankReconnectElement, RepairEventMap, RepairExit} from '../../src/index.js';
import {inState, record} from '../helpers/events.js';
import {part, track} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, message, postFrom, tokenAnswer} from '../helpers/meld-page.js';
import {until} from '../helpers/until.js';

const later = () => new Promise(resolve => setTimeout(resolve, 30));

/** Runs a repair that would succeed and be confirmed. Calls `act` in a listener of the event `name`. */
async function runWith(
  name: keyof RepairEventMap,
  act: (element: BankReconnectElement) => void,
  properties: Partial<BankReconnectElement> = {},
) {
  let tokens = 0;
  const element = await createMeld(
    {},
    {
      fetchToken: () => {
        tokens++;
        return tokenAnswer();
      },
      fetchStatus: () => ({provider: 'meld', status: 'ACTIVE'}),
      ...properties,
    },
  );
  const events = record(element);
  element.addEventListener(name, () => act(element), {once: true});
  const exit = element.open();
  let result: RepairExit | undefined;
  void exit.then(value => (result = value));
  // Posts the vendor's messages in each frame that appears.
  const posted = new Set<Window>();
  await until(async () => {
    const frame = part<HTMLIFrameElement>(element, 'frame');
    const page = frame && (await loadedFrame(element).catch(() => undefined))?.contentWindow;
    if (page && !posted.has(page)) await postFrom(page, message('init'), completeMessage);
    if (page) posted.add(page);
    return result;
  }, 'the exit');
  await later();
  return {element, events, result: result!, tokens: () => tokens};
}

const on = [
  'repair-requested',
  'repair-state-changed',
  'widget-opened',
  'widget-loaded',
  'widget-event',
  'exited-successful',
] as const;

describe('a listener that', () => {
  for (const name of on) {
    it(`removes the element on ${name} gets no further exit event`, async () => {
      const {element, events, result} = await runWith(name, it => it.remove());
      const isAfter = name === 'exited-successful';
      expect(result.type).to.equal(isAfter ? 'successful' : 'removed');
      expect(events.exits()).to.have.length(isAfter ? 1 : 0);
      expect(events.of('repair-confirmed')).to.have.length(0);
      expect(element.state).to.equal('idle');
      expect(element.shadowRoot!.querySelector('iframe, dialog')).to.equal(null);
    });

    it(`calls close() on ${name} gets exactly one exit event`, async () => {
      const {element, events, result} = await runWith(name, it => it.close());
      expect(events.exits()).to.have.length(1);
      expect(result.type).to.equal(name === 'exited-successful' ? 'successful' : 'aborted');
      await inState(element, 'idle');
      expect(element.shadowRoot!.querySelector('iframe, dialog')).to.equal(null);
      expect(document.documentElement.style.overflow).to.equal('');
    });

    it(`changes the connection on ${name} gets exactly one exit event, and no event of the new connection`, async () => {
      const {element, events, result} = await runWith(name, it => (it.connectionId = 'conn_9'));
      expect(events.exits()).to.have.length(1);
      expect(result.detail.connectionId).to.equal('conn_1');
      expect(events.all.every(({detail}) => (detail as {connectionId: string}).connectionId === 'conn_1')).to.equal(
        true,
      );
      await inState(element, 'idle');
      expect(element.shadowRoot!.querySelector('iframe, dialog')).to.equal(null);
    });
  }

  it('calls open() on the state change before an exit gets the promise of that exit', async () => {
    let inner: Promise<RepairExit> | undefined;
    const {result, tokens} = await runWith('widget-loaded', element => {
      element.addEventListener('repair-state-changed', ({detail}) => {
        if (detail.newState === 'verifying') inner = element.open();
      });
    });
    expect(await inner).to.equal(result);
    expect(tokens()).to.equal(1);
  });

  it('calls open() on repair-requested starts no second repair', async () => {
    const {events, tokens} = await runWith('repair-requested', element => void element.open());
    expect(events.of('repair-requested')).to.have.length(1);
    expect(tokens()).to.equal(1);
  });

  it('moves the element on exited-successful still gets repair-confirmed', async () => {
    const target = track(document.createElement('div'));
    const {events} = await runWith('exited-successful', element => target.append(element));
    await events.next('repair-confirmed');
  });
});
