import {expect} from '@open-wc/testing';
import type {BankReconnectElement, RepairExit} from '../../../src/index.js';
import {record, type Recorded} from '../../helpers/events.js';
import {create, track} from '../../helpers/fixture.js';
import {installStandIn, shortenTiming, type Handlers} from '../../helpers/quiltt-page.js';
import {config} from '../../helpers/test-config.js';

const {quiltt, settings, post} = await installStandIn();

const connectorId = 'connectorsandbox';
const slots = ['Event', 'Open', 'Load', 'Exit', 'ExitSuccess', 'ExitAbort', 'ExitError'] as const;
const exits = {ExitSuccess: 'successful', ExitAbort: 'aborted', ExitError: 'errored'} as const;

const taskLater = () => new Promise(resolve => setTimeout(resolve, 20));
const modal = () => document.querySelector('.quiltt--frame-modal-wrapper');
const pressEscape = () => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));

/** Subscribes a handler to each event and returns the recorded events. */
function listen(target: Handlers): string[] {
  const received: string[] = [];
  for (const slot of slots) {
    const hasType = slot === 'Event' || slot === 'Exit';
    target[`on${slot}`]((...given) => received.push(hasType ? `${slot} ${given[0] as string}` : slot));
  }
  return received;
}

/** The events of a session that ends with `exit` before its frame has loaded. */
const allOf = (exit: keyof typeof exits): string[] => [
  'Event opened',
  'Open',
  `Event exited.${exits[exit]}`,
  `Exit exited.${exits[exit]}`,
  exit,
];

const metadata = {profileId: 'p_1', connectionId: 'conn_page', connectorSession: {id: 'session_of_the_page'}};

/** Opens a Connector of the page and ends it. */
function show(open: () => void, exit: keyof typeof exits): void {
  expect(modal()).to.equal(null);
  open();
  post(modal()!.querySelector('iframe')!, exit, metadata);
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

/** Opens a repair by the element. With an invalid token the Connector shows a login, without a call to an API. */
async function openRepair(): Promise<Repair> {
  const element = await create(
    {'connection-id': 'conn_q', provider: 'quiltt', 'sandbox-url': config.sandbox.url},
    {fetchToken: () => ({connectorId, sessionToken: 'no-session', providerConnectionId: 'conn_x'})},
  );
  const events = record(element);
  return {element, events, exit: element.open()};
}

/** Opens a repair by the element and ends it with Escape. */
async function repair(): Promise<Repair> {
  const opened = await openRepair();
  await opened.events.next('widget-loaded');
  pressEscape();
  expect(await opened.exit).to.have.nested.property('detail.reason', 'cancelled');
  return opened;
}

/** Adds a container of the page. Its frame has not loaded when this resolves. */
async function addContainer(): Promise<HTMLIFrameElement> {
  const container = track(document.createElement('div'));
  container.setAttribute('quiltt-container', connectorId);
  // The script finds new containers a microtask later.
  await Promise.resolve();
  return container.querySelector('iframe')!;
}

describe('a Quiltt button of the page', () => {
  for (const exit of Object.keys(exits) as (keyof typeof exits)[]) {
    it(`reports its events to the page before and after a repair: ${exit}`, async () => {
      const button = addButton();
      const received = listen(quiltt);
      show(() => button.click(), exit);
      expect(received).to.deep.equal(allOf(exit));
      const {element, events} = await repair();
      received.length = 0;
      const {length} = events.all;
      show(() => button.click(), exit);
      expect(received).to.deep.equal(allOf(exit));
      await taskLater();
      expect(events.all).to.have.length(length);
      expect(element.state).to.equal('idle');
    });
  }

  it("keeps the handlers of the page's connectors", async () => {
    const connector = quiltt.connect(connectorId);
    const received = listen(connector);
    await repair();
    expect(received).to.deep.equal([]);
    show(() => connector.open(), 'ExitSuccess');
    expect(received).to.deep.equal(allOf('ExitSuccess'));
  });

  it('ends a repair that starts while its overlay is shown only by removing the overlay', async () => {
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

describe('handlers that all connectors share', () => {
  beforeEach(() => void (settings.connectorHandlers = 'shared'));

  it('for single events keep the page’s handlers, and onEvent must be set again', async () => {
    const button = addButton();
    const received = listen(quiltt);
    await repair();
    received.length = 0;
    show(() => button.click(), 'ExitSuccess');
    expect(received).to.deep.equal(allOf('ExitSuccess').filter(each => !each.startsWith('Event')));

    const element = (await openRepair()).element;
    // The documentation recommends this.
    element.addEventListener('exited-aborted', () => quiltt.onEvent(type => received.push(`Event ${type as string}`)));
    element.close();
    received.length = 0;
    show(() => button.click(), 'ExitSuccess');
    expect(received).to.deep.equal(allOf('ExitSuccess'));
  });

  for (const connectorSession of [metadata.connectorSession, undefined]) {
    const how = connectorSession ? 'with' : 'without';

    it(`do not end a repair by an exit of a container of the page, ${how} a session`, async () => {
      shortenTiming({closing: 5});
      const {events, exit} = await openRepair();
      await events.next('widget-loaded');
      const received: unknown[] = [];
      quiltt.onExit(type => received.push(type));
      post(await addContainer(), 'ExitAbort', {connectorSession});
      await taskLater();
      expect(received, 'the page has received the exit').to.deep.equal(['exited.aborted']);
      expect(events.exits()).to.have.length(0);
      expect(modal()).to.not.equal(null);
      pressEscape();
      expect(await exit).to.have.nested.property('detail.reason', 'cancelled');
    });
  }

  it('end a repair with the reason returned if the page has set its own', async () => {
    shortenTiming({grace: 10});
    const {events, exit} = await openRepair();
    await events.next('widget-loaded');
    quiltt.onEvent(() => {});
    pressEscape();
    expect(await exit).to.have.nested.property('detail.reason', 'returned');
  });
});

describe('a script that does not report Escape', () => {
  beforeEach(() => void (settings.escape = 'silent'));

  it('ends the repair with the reason returned, and another can be opened', async () => {
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
