import {expect} from '@open-wc/testing';
import type {BankReconnectElement, RepairExit} from '../../../src/index.js';
import {record, type Recorded} from '../../helpers/events.js';
import {create, track} from '../../helpers/fixture.js';
import {installStandIn, shortenTiming, type Handlers} from '../../helpers/quiltt-page.js';
import {config} from '../../helpers/test-config.js';

const {quiltt, settings, say} = await installStandIn();

const connectorId = 'connectorsandbox';
const slots = ['Event', 'Open', 'Load', 'Exit', 'ExitSuccess', 'ExitAbort', 'ExitError'] as const;
const exits = {ExitSuccess: 'successful', ExitAbort: 'aborted', ExitError: 'errored'} as const;

const taskLater = () => new Promise(resolve => setTimeout(resolve, 20));
const modal = () => document.querySelector('.quiltt--frame-modal-wrapper');
const pressEscape = () => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));

/** Notes what handlers of the page's hear, one in each slot. */
function listen(target: Handlers): string[] {
  const heard: string[] = [];
  for (const slot of slots) {
    const hasType = slot === 'Event' || slot === 'Exit';
    target[`on${slot}`]((...given) => heard.push(hasType ? `${slot} ${given[0] as string}` : slot));
  }
  return heard;
}

/** What a showing says that ends that way, before its frame has loaded. */
const allOf = (exit: keyof typeof exits): string[] => [
  'Event opened',
  'Open',
  `Event exited.${exits[exit]}`,
  `Exit exited.${exits[exit]}`,
  exit,
];

const metadata = {profileId: 'p_1', connectionId: 'conn_page', connectorSession: {id: 'session_of_the_page'}};

/** Shows one of the page's own and ends it. */
function show(open: () => void, exit: keyof typeof exits): void {
  expect(modal()).to.equal(null);
  open();
  say(modal()!.querySelector('iframe')!, exit, metadata);
  expect(modal()).to.equal(null);
}

function addButton(): HTMLElement {
  const button = track(document.createElement('button'));
  button.setAttribute('quiltt-button', connectorId);
  button.setAttribute('quiltt-connection', 'conn_page');
  return button;
}

interface Repair {
  element: BankReconnectElement;
  events: Recorded;
  exit: Promise<RepairExit>;
}

/** A repair by our tag, whose Connector asks for a login when the token is none, and so shows without a call to any API. */
async function openRepair(): Promise<Repair> {
  const element = await create(
    {'connection-id': 'conn_q', provider: 'quiltt', 'sandbox-url': config.sandbox.url},
    {fetchToken: () => ({connectorId, sessionToken: 'no-session', providerConnectionId: 'conn_x'})},
  );
  const events = record(element);
  return {element, events, exit: element.open()};
}

/** The same, to its end, which is the person's. */
async function repair(): Promise<Repair> {
  const made = await openRepair();
  await made.events.next('widget-loaded');
  pressEscape();
  expect(await made.exit).to.have.nested.property('detail.reason', 'cancelled');
  return made;
}

/** Puts a container of the page's own there. Its frame has yet to load when this returns. */
async function addContainer(): Promise<HTMLIFrameElement> {
  const container = track(document.createElement('div'));
  container.setAttribute('quiltt-container', connectorId);
  // The script looks for new containers a microtask later.
  await Promise.resolve();
  return container.querySelector('iframe')!;
}

describe("The page's own Quiltt button beside our tag", () => {
  for (const exit of Object.keys(exits) as (keyof typeof exits)[]) {
    it(`is heard by the page before a repair, and after one, when it ends by ${exit}`, async () => {
      const button = addButton();
      const heard = listen(quiltt);
      show(() => button.click(), exit);
      expect(heard).to.deep.equal(allOf(exit));
      const {element, events} = await repair();
      heard.length = 0;
      const {length} = events.all;
      show(() => button.click(), exit);
      expect(heard).to.deep.equal(allOf(exit));
      await taskLater();
      expect(events.all).to.have.length(length);
      expect(element.state).to.equal('idle');
    });
  }

  it("leaves each of the page's connectors its handlers", async () => {
    const connector = quiltt.connect(connectorId);
    const heard = listen(connector);
    await repair();
    expect(heard).to.deep.equal([]);
    show(() => connector.open(), 'ExitSuccess');
    expect(heard).to.deep.equal(allOf('ExitSuccess'));
  });

  it('ends no repair that began while it was up otherwise than by taking its overlay away', async () => {
    shortenTiming({grace: 10});
    addButton().click();
    const {exit, events} = await openRepair();
    await events.next('widget-opened');
    await taskLater();
    expect(events.exits()).to.have.length(0);
    pressEscape();
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
  });
});

describe('Handlers that all of the page shares', () => {
  beforeEach(() => void (settings.connectorHandlers = 'shared'));

  it('for single events go on hearing the page’s own, and the one for all hears nothing until it is set again', async () => {
    const button = addButton();
    const heard = listen(quiltt);
    await repair();
    heard.length = 0;
    show(() => button.click(), 'ExitSuccess');
    expect(heard).to.deep.equal(allOf('ExitSuccess').filter(each => !each.startsWith('Event')));

    const element = (await openRepair()).element;
    // As the documentation advises.
    element.addEventListener('exited-aborted', () => quiltt.onEvent(type => heard.push(`Event ${type as string}`)));
    element.close();
    heard.length = 0;
    show(() => button.click(), 'ExitSuccess');
    expect(heard).to.deep.equal(allOf('ExitSuccess'));
  });

  for (const connectorSession of [metadata.connectorSession, undefined]) {
    const how = connectorSession ? 'with' : 'without';

    it(`do not end a repair by what a container of the page's own says, ${how} a session`, async () => {
      shortenTiming({closing: 5});
      const {events, exit} = await openRepair();
      await events.next('widget-loaded');
      const heard: unknown[] = [];
      quiltt.onExit(type => heard.push(type));
      say(await addContainer(), 'ExitAbort', {connectorSession});
      await taskLater();
      expect(heard, 'the page has heard the exit').to.deep.equal(['exited.aborted']);
      expect(events.exits()).to.have.length(0);
      expect(modal()).to.not.equal(null);
      pressEscape();
      expect(await exit).to.have.nested.property('detail.reason', 'cancelled');
    });
  }

  it('end a repair also where the page has set its own meanwhile', async () => {
    shortenTiming({grace: 10});
    const {events, exit} = await openRepair();
    await events.next('widget-loaded');
    quiltt.onEvent(() => {});
    pressEscape();
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
  });
});

describe('A script that says nothing of Escape', () => {
  beforeEach(() => void (settings.escape = 'silent'));

  it('leaves no repair behind that nobody can end', async () => {
    const {element, events, exit} = await openRepair();
    await events.next('widget-loaded');
    pressEscape();
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
    expect(element.state).to.equal('idle');
    const other = await openRepair();
    await other.events.next('widget-loaded');
    const again = element.open();
    expect(await again).to.have.nested.property('detail.error.code', 'busy');
    pressEscape();
    expect((await other.exit).type).to.equal('aborted');
  });
});
