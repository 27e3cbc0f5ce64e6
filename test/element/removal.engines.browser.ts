import {leftBehind} from '../helpers/left-behind.js';
import {expect} from '@open-wc/testing';
import type {BankReconnectElement, RepairExit} from '../../src/index.js';
import {inState, record, type Recorded} from '../helpers/events.js';
import {part, track} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, message, postFrom, tokenAnswer} from '../helpers/meld-page.js';
import {createPlaid, installPlaid, links, nextLink, successMetadata} from '../helpers/plaid-page.js';
import {until} from '../helpers/until.js';

installPlaid();

const never = () => new Promise<never>(() => undefined);
type LeftBehind = ReturnType<typeof leftBehind>;

const later = () => new Promise(resolve => setTimeout(resolve, 20));

interface StartedRepair {
  element: BankReconnectElement;
  events: Recorded;
  exit: Promise<RepairExit>;
}

/** Starts a repair with a frame, which stays in `state`. */
async function start(state: BankReconnectElement['state'], display: string): Promise<StartedRepair> {
  const element = await createMeld(
    {display},
    {
      fetchToken: state === 'requesting' ? never : () => tokenAnswer(),
      ...(state === 'completing' && {completeRepair: never}),
      ...(state === 'verifying' && {fetchStatus: never}),
    },
  );
  const events = record(element);
  const exit = element.open();
  if (state !== 'requesting') {
    const frame = await loadedFrame(element);
    if (state === 'open') await postFrom(frame.contentWindow!, message('init'));
    if (state === 'completing' || state === 'verifying') await postFrom(frame.contentWindow!, completeMessage);
  }
  await inState(element, state);
  return {element, events, exit};
}

/** The same with Plaid's overlay. */
async function startPlaid(state: BankReconnectElement['state']): Promise<StartedRepair> {
  const element = await createPlaid(
    {},
    {
      ...(state === 'requesting' && {fetchToken: never}),
      ...(state === 'completing' && {completeRepair: never}),
      ...(state === 'verifying' && {fetchStatus: never}),
    },
  );
  const events = record(element);
  const next = nextLink();
  const exit = element.open();
  if (state !== 'requesting') {
    const {config} = await next;
    if (state === 'open') config.onLoad!();
    if (state === 'completing' || state === 'verifying') config.onSuccess('public', successMetadata);
  }
  await inState(element, state);
  return {element, events, exit};
}

/** Asserts that only style sheets are left, which stay. There may be fewer timers, because those of earlier tests end. */
function expectNoMore(now: LeftBehind, before: LeftBehind, moreTimers = 0): void {
  expect({...now, sheets: 0, timers: 0}).to.deep.equal({...before, sheets: 0, timers: 0});
  expect(now.timers).to.be.at.most(before.timers + moreTimers);
}

const states = ['requesting', 'opening', 'open', 'completing', 'verifying'] as const;
const kinds: Record<string, (state: (typeof states)[number]) => Promise<StartedRepair>> = {
  modal: state => start(state, 'modal'),
  inline: state => start(state, 'inline'),
  overlay: startPlaid,
};

// Loads all code and creates the style sheet. The time limit of a load is a timer.
before(async () => {
  for (const start of Object.values(kinds)) {
    const {element, exit} = await start('open');
    element.close();
    await exit;
    element.remove();
  }
});

describe('an element removed from the page', () => {
  for (const [kind, startKind] of Object.entries(kinds)) {
    for (const state of states) {
      it(`in ${state} (${kind}) dispatches no exit event and leaves nothing behind`, async () => {
        const empty = leftBehind(document.createElement('bank-reconnect'));
        const {element, events, exit} = await startKind(state);
        const count = events.exits().length;
        element.remove();
        const {type} = await exit;
        await later();
        expect(type).to.equal(state === 'verifying' ? 'successful' : 'removed');
        expect(events.exits()).to.have.length(count);
        expect(element.state).to.equal('idle');
        const now = leftBehind(element);
        // Only a completion that has been sent goes on, until its time limit.
        expectNoMore(now, empty, state === 'completing' ? 1 : 0);
        expect(now.sheets).to.equal(1);
      });
    }
  }

  for (const kind of ['modal', 'inline', 'overlay']) {
    it(`on the state change to opening (${kind}) shows no widget and leaves nothing behind`, async () => {
      const empty = leftBehind(document.createElement('bank-reconnect'));
      const element = await (kind === 'overlay' ? createPlaid() : createMeld({display: kind}));
      const events = record(element);
      element.addEventListener('repair-state-changed', ({detail}) => {
        if (detail.newState === 'opening') element.remove();
      });
      expect((await element.open()).type).to.equal('removed');
      await later();
      expect(events.of('repair-state-changed').map(({detail}) => detail.newState)).to.include('opening');
      expect(events.of('widget-opened')).to.have.length(0);
      expect(links).to.have.length(0);
      expectNoMore(leftBehind(element), empty);
    });
  }

  it('can be inserted and repaired again', async () => {
    const {element, exit} = await start('open', 'modal');
    element.remove();
    await exit;
    await later();
    track(element);
    const again = element.open();
    const frame = await loadedFrame(element);
    await postFrom(frame.contentWindow!, completeMessage);
    expect((await again).type).to.equal('successful');
  });

  it('does not exclude another modal', async () => {
    const {element, exit} = await start('open', 'modal');
    element.remove();
    await exit;
    await start('open', 'modal');
  });
});

describe('an element after its exit', () => {
  for (const [kind, startKind] of Object.entries(kinds)) {
    it(`by close() (${kind}) leaves nothing behind`, async () => {
      const empty = leftBehind(document.createElement('bank-reconnect'));
      const started = await startKind('open');
      started.element.close();
      await started.exit;
      await later();
      const now = leftBehind(started.element);
      expectNoMore(now, empty);
      expect(now.sheets).to.equal(1);
    });
  }
});

describe('an element moved within the page', () => {
  const place = () => track(document.createElement('div'));

  for (const kind of ['modal', 'inline']) {
    for (const state of ['opening', 'open'] as const) {
      it(`in ${state} (${kind}) aborts with the reason moved and leaves nothing behind`, async () => {
        const {element, events, exit} = await kinds[kind]!(state);
        const target = place();
        target.append(element);
        expect(await exit).to.have.nested.property('detail.reason', 'moved');
        await later();
        expect(events.exits()).to.have.length(1);
        expect(element.shadowRoot!.querySelector('dialog, iframe, section')).to.equal(null);
        expect(leftBehind(element).listeners.filter(name => name.includes('message'))).to.have.length(0);
        expect(document.documentElement.style.overflow).to.equal('');
      });
    }
  }

  for (const [kind, startKind] of Object.entries(kinds)) {
    it(`in requesting (${kind}) continues`, async () => {
      const {element, events} = await startKind('requesting');
      place().append(element);
      await later();
      expect(element.state).to.equal('requesting');
      expect(events.exits()).to.have.length(0);
    });

    it(`in completing (${kind}) continues`, async () => {
      const {element, events} = await startKind('completing');
      place().append(element);
      await later();
      expect(element.state).to.equal('completing');
      expect(events.exits()).to.have.length(0);
    });
  }

  for (const state of ['opening', 'open'] as const) {
    it(`in ${state} with a vendor's overlay continues to its one exit event`, async () => {
      const {element, events, exit} = await startPlaid(state);
      place().append(element);
      await later();
      expect(element.state).to.equal(state);
      links[0]!.config.onSuccess('public', successMetadata);
      expect((await exit).type).to.equal('successful');
      expect(events.exits()).to.have.length(1);
      expect(document.querySelector('iframe')).to.equal(null);
    });
  }

  it('in idle dispatches no event', async () => {
    const element = await createMeld();
    const events = record(element);
    place().append(element);
    await later();
    expect(events.all).to.have.length(0);
    expect(part(element, 'button')).to.not.equal(undefined);
  });

  it('can be repaired again at its new place', async () => {
    const {element, exit} = await start('open', 'modal');
    place().append(element);
    await exit;
    void element.open();
    await until(() => part(element, 'frame'), 'the frame');
  });
});
