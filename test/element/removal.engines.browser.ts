import {leftBehind} from '../helpers/left-behind.js';
import {expect} from '@open-wc/testing';
import type {BankReconnectElement, RepairExit} from '../../src/index.js';
import {inState, record, type Recorded} from '../helpers/events.js';
import {part, track} from '../helpers/fixture.js';
import {completeMessage, createMeld, loadedFrame, message, sayFrom, tokenAnswer} from '../helpers/meld-page.js';
import {createPlaid, installPlaid, links, nextLink, successMetadata} from '../helpers/plaid-page.js';
import {until} from '../helpers/until.js';

installPlaid();

const never = () => new Promise<never>(() => undefined);
type LeftBehind = ReturnType<typeof leftBehind>;

const later = () => new Promise(resolve => setTimeout(resolve, 20));

interface Begun {
  element: BankReconnectElement;
  events: Recorded;
  exit: Promise<RepairExit>;
}

/** Begins a repair with a frame, as far as `state`, where it stays. */
async function begin(state: BankReconnectElement['state'], display: string): Promise<Begun> {
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
    if (state === 'open') await sayFrom(frame.contentWindow!, message('init'));
    if (state === 'completing' || state === 'verifying') await sayFrom(frame.contentWindow!, completeMessage);
  }
  await inState(element, state);
  return {element, events, exit};
}

/** The same with Plaid's overlay. */
async function beginPlaid(state: BankReconnectElement['state']): Promise<Begun> {
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

/** Nothing is left but style sheets, which are for good. There may be fewer timers: those of earlier tests run out. */
function expectNoMore(now: LeftBehind, before: LeftBehind, moreTimers = 0): void {
  expect({...now, sheets: 0, timers: 0}).to.deep.equal({...before, sheets: 0, timers: 0});
  expect(now.timers).to.be.at.most(before.timers + moreTimers);
}

const states = ['requesting', 'opening', 'open', 'completing', 'verifying'] as const;
const kinds: Record<string, (state: (typeof states)[number]) => Promise<Begun>> = {
  modal: state => begin(state, 'modal'),
  inline: state => begin(state, 'inline'),
  overlay: beginPlaid,
};

describe('an element removed from the page', () => {
  before(async () => {
    // The first of all repairs loads code and a style sheet's worth of caches.
    const element = await createMeld({}, {fetchToken: () => ({status: 'CONTINUE'})});
    await element.open();
    element.remove();
  });

  for (const [kind, beginning] of Object.entries(kinds)) {
    for (const state of states) {
      it(`in ${state} (${kind}) ends silently and leaves nothing behind`, async () => {
        const empty = leftBehind(document.createElement('bank-reconnect'));
        const {element, events, exit} = await beginning(state);
        const count = events.exits().length;
        element.remove();
        const {type} = await exit;
        await later();
        expect(type).to.equal(state === 'verifying' ? 'successful' : 'removed');
        expect(events.exits()).to.have.length(count);
        expect(element.state).to.equal('idle');
        const now = leftBehind(element);
        // What has been begun at the backend goes on to its own limit; nothing else does.
        expectNoMore(now, empty, state === 'completing' ? 1 : 0);
        expect(now.sheets).to.equal(1);
      });
    }
  }

  for (const kind of ['modal', 'inline', 'overlay']) {
    it(`on the change of state to opening (${kind}) shows nothing and leaves nothing behind`, async () => {
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

  it('can be put back later and used again', async () => {
    const {element, exit} = await begin('open', 'modal');
    element.remove();
    await exit;
    await later();
    track(element);
    const again = element.open();
    const frame = await loadedFrame(element);
    await sayFrom(frame.contentWindow!, completeMessage);
    expect((await again).type).to.equal('successful');
  });

  it('gives way to another modal', async () => {
    const {element, exit} = await begin('open', 'modal');
    element.remove();
    await exit;
    await begin('open', 'modal');
  });
});

describe('an element that has come to its exit', () => {
  for (const [kind, beginning] of Object.entries(kinds)) {
    it(`by close() (${kind}) leaves nothing behind`, async () => {
      const empty = leftBehind(document.createElement('bank-reconnect'));
      const begun = await beginning('open');
      begun.element.close();
      await begun.exit;
      await later();
      const now = leftBehind(begun.element);
      expectNoMore(now, empty);
      expect(now.sheets).to.equal(1);
    });
  }
});

describe('an element moved within the page', () => {
  const place = () => track(document.createElement('div'));

  for (const kind of ['modal', 'inline']) {
    for (const state of ['opening', 'open'] as const) {
      it(`in ${state} (${kind}) ends as moved and leaves nothing behind`, async () => {
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

  for (const [kind, beginning] of Object.entries(kinds)) {
    it(`in requesting (${kind}) goes on`, async () => {
      const {element, events} = await beginning('requesting');
      place().append(element);
      await later();
      expect(element.state).to.equal('requesting');
      expect(events.exits()).to.have.length(0);
    });

    it(`in completing (${kind}) goes on`, async () => {
      const {element, events} = await beginning('completing');
      place().append(element);
      await later();
      expect(element.state).to.equal('completing');
      expect(events.exits()).to.have.length(0);
    });
  }

  for (const state of ['opening', 'open'] as const) {
    it(`in ${state} with a vendor's overlay goes on to its one exit`, async () => {
      const {element, events, exit} = await beginPlaid(state);
      place().append(element);
      await later();
      expect(element.state).to.equal(state);
      links[0]!.config.onSuccess('public', successMetadata);
      expect((await exit).type).to.equal('successful');
      expect(events.exits()).to.have.length(1);
      expect(document.querySelector('iframe')).to.equal(null);
    });
  }

  it('in idle notices nothing', async () => {
    const element = await createMeld();
    const events = record(element);
    place().append(element);
    await later();
    expect(events.all).to.have.length(0);
    expect(part(element, 'button')).to.not.equal(undefined);
  });

  it('may be repaired again at its new place', async () => {
    const {element, exit} = await begin('open', 'modal');
    place().append(element);
    await exit;
    void element.open();
    await until(() => part(element, 'frame'), 'the frame');
  });
});
