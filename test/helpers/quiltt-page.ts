import type {BankReconnectElement, RepairExit} from '../../src/index.js';
import {timing} from '../../src/providers/quiltt/widget/timing.js';
import {record, type Recorded} from './events.js';
import {create} from './fixture.js';
import {config} from './test-config.js';
import {until} from './until.js';

type Handler = (type: string, metadata: object | null) => void;

/** One call of `Quiltt.reconnect`, with its overlay. */
export interface Reconnect {
  connectorId: string;
  connectionId: string;
  isOpen: boolean;
  /** Calls the present handler with an event of this connector. */
  report(type: string, more?: Record<string, unknown>): void;
  /** Removes the overlay and reports the event, like the script when a person ends the session. */
  exit(type: string, more?: Record<string, unknown>): void;
  overlay: HTMLElement;
}

/** Behaviour of the script that is unverified for Quiltt's own. */
export interface Behaviour {
  /** Whether all connectors share one handler. */
  sharedHandler: boolean;
  /** Whether an Escape key event that a script has dispatched closes the overlay. */
  acceptsSyntheticKeys: boolean;
  /** Whether the overlay is still missing when `open()` returns. */
  showsLate: boolean;
}

/** The calls of the script's methods, in order, with their arguments. */
export const calls: string[] = [];
export const reconnects: Reconnect[] = [];
export let behaviour: Behaviour;
/** The handler of all connectors, if they share one. */
let shared: Handler | undefined;
let sessions = 0;

export const setBehaviour = (changes: Partial<Behaviour>): void => void Object.assign(behaviour, changes);

function reconnect(connectorId: string, {connectionId}: {connectionId: string}) {
  const session = `session_${++sessions}`;
  let own: Handler | undefined;
  const overlay = document.createElement('div');
  overlay.className = 'quiltt--frame-modal-wrapper';
  const frame = document.createElement('iframe');
  frame.id = 'quiltt--frame';
  frame.dataset.quilttConnectorId = connectorId;
  overlay.append(frame);
  const report = (type: string, more = {}) =>
    (behaviour.sharedHandler ? shared : own)?.(type, {connectorId, connectorSession: {id: session}, ...more});
  const made: Reconnect = {
    connectorId,
    connectionId,
    isOpen: false,
    report,
    exit(type, more) {
      overlay.remove();
      report(type, more);
    },
    overlay,
  };
  const escape = ({key}: KeyboardEvent) => {
    if (key === 'Escape' && behaviour.acceptsSyntheticKeys) made.exit('exited.aborted');
  };
  overlay.addEventListener('keydown', escape);
  reconnects.push(made);
  calls.push(`reconnect ${connectorId} ${connectionId}`);
  return {
    open() {
      calls.push('open');
      made.isOpen = true;
      if (!behaviour.showsLate) document.body.append(overlay);
    },
    onEvent(handler: Handler) {
      if (behaviour.sharedHandler) shared = handler;
      else own = handler;
    },
    offEvent(handler: Handler) {
      if (own === handler) own = undefined;
      if (shared === handler) shared = undefined;
    },
  };
}

/** Sets a `window.Quiltt` of the documented shape, for event sequences that the sandbox does not produce. */
export function installQuiltt(): void {
  const initialTiming = {...timing};
  const authenticate = (token: string | null) => void calls.push(`authenticate ${token}`);
  Object.assign(window, {Quiltt: Object.freeze({authenticate, reconnect})});
  beforeEach(() => {
    behaviour = {sharedHandler: false, acceptsSyntheticKeys: true, showsLate: false};
  });
  afterEach(() => {
    for (const {overlay} of reconnects) overlay.remove();
    reconnects.length = calls.length = 0;
    shared = undefined;
    Object.assign(timing, initialTiming);
  });
}

type Slot = 'Event' | 'Open' | 'Load' | 'Exit' | 'ExitSuccess' | 'ExitAbort' | 'ExitError';
/** The subscription methods of `Quiltt` or of a connector. */
export type Handlers = Record<`${'on' | 'off'}${Slot}`, (callback: (...args: unknown[]) => void) => void>;

export interface StandIn {
  quiltt: Handlers & {connect(connectorId: string): Handlers & {open(): void}; reset(): void};
  /** The script's variants, which can be changed at any time. */
  settings: Record<string, unknown>;
  /**
   * Posts a message as the frame's page. For frames that have not loaded, because Firefox does not accept the window of a
   * loaded one as a source.
   */
  post(frame: HTMLIFrameElement, type: string, more?: Record<string, unknown>): void;
}

/** Adds the sandbox's script to the page, with its own variants, because all browsers share those of the sandbox. */
export async function installStandIn(): Promise<StandIn> {
  const initialTiming = {...timing};
  const {quiltt: origin = ''} = config.sandbox.origins as Record<string, string>;
  const script = await (await fetch(`${origin}/v1/connector.js`)).text();
  let initialSettings = {};
  const settings: StandIn['settings'] = {};
  Object.assign(window, {quilttSettings: settings});
  const tag = document.createElement('script');
  tag.textContent = script.replace(/(const settings = )(\{.*?\});/, (_, start: string, json: string) => {
    initialSettings = JSON.parse(json) as object;
    return `${start}window.quilttSettings;`;
  });
  document.head.append(tag);
  const quiltt = Reflect.get(window, 'Quiltt') as StandIn['quiltt'];
  beforeEach(() => void Object.assign(settings, initialSettings));
  afterEach(() => {
    quiltt.reset();
    Object.assign(timing, initialTiming);
  });
  return {
    quiltt,
    settings,
    post(frame, type, more = {}) {
      const data = {source: 'quiltt', type, ...more};
      window.dispatchEvent(new MessageEvent('message', {data, origin, source: frame.contentWindow}));
    },
  };
}

/** Shortens the widget's delays for one test, in milliseconds. */
export const shortenTiming = (changes: Partial<typeof timing>): void => void Object.assign(timing, changes);

export const quilttAnswer = {connectorId: 'cn_1', sessionToken: 'session-token-secret', providerConnectionId: 'conn_9'};

export const createQuiltt = (
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<BankReconnectElement> = {},
): Promise<BankReconnectElement> =>
  create(
    {'connection-id': 'conn_q', provider: 'quiltt', 'institution-name': 'Meridian', ...attributes},
    {fetchToken: () => quilttAnswer, ...properties},
  );

export interface QuilttPage {
  element: BankReconnectElement;
  events: Recorded;
  exit: Promise<RepairExit>;
  quiltt: Reconnect;
}

/** Opens an element and waits until `open()` of its connector has been called. */
export async function openQuiltt(
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<BankReconnectElement> = {},
): Promise<QuilttPage> {
  const element = await createQuiltt(attributes, properties);
  const events = record(element);
  const count = reconnects.length;
  const exit = element.open();
  const quiltt = await until(() => (reconnects[count]?.isOpen ? reconnects[count] : undefined), 'open() of Quiltt');
  return {element, events, exit, quiltt};
}
