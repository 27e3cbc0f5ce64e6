import type {BankReconnectElement, RepairExit} from '../../src/index.js';
import {record, type Recorded} from './events.js';
import {create, part} from './fixture.js';
import {config} from './test-config.js';
import {until} from './until.js';

const PAGE = '/test/fixtures/frame.html';

/** The address of the vendor's page: on the other origin, as a vendor's is. */
export const widgetUrl = `${config.origins.loopback}${PAGE}`;

/** The same page on this page's own origin, which is not the one that a message should come from. */
export const foreignUrl = `${config.origins.localhost}${PAGE}`;

export const tokenAnswer = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  provider: 'meld',
  widgetUrl,
  connectToken: 'connect-token-secret',
  ...more,
});

export const message = (eventName: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  domain: 'meld-connect',
  eventName,
  ...more,
});

export const completeMessage = message('connect_complete', {
  institutionId: 'inst_1',
  institutionName: 'First Harbor',
  accountCount: 1,
  accounts: [{name: 'Checking', type: 'CHECKING', mask: '1234'}],
});

let echoes = 0;

/**
 * Makes a frame of the fixture's kind say these, in one go, and waits until this window has heard it, or the frame has
 * gone because of it.
 */
export async function sayFrom(frame: Window, ...says: unknown[]): Promise<void> {
  const echo = ++echoes;
  let isHeard = false;
  const listener = ({data}: MessageEvent<{echo?: number} | null>) => {
    if (data?.echo === echo) isHeard = true;
  };
  addEventListener('message', listener);
  frame.postMessage({says, echo}, '*');
  await until(() => isHeard || frame.closed, 'the echo').finally(() => removeEventListener('message', listener));
}

export interface MeldPage {
  element: BankReconnectElement;
  events: Recorded;
  exit: Promise<RepairExit>;
  frame: HTMLIFrameElement;
  /** The widget posts these. */
  say(...says: unknown[]): Promise<void>;
}

/** The attributes of an element whose widget is the fixture's page. */
export const meldAttributes = {
  'connection-id': 'conn_1',
  provider: 'meld',
  'institution-name': 'First Harbor',
  'sandbox-url': config.sandbox.url,
};

/** An element for the fixture's page whose token comes from a function, not from the network. */
export const createMeld = (
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<BankReconnectElement> = {},
): Promise<BankReconnectElement> =>
  create({...meldAttributes, ...attributes}, {fetchToken: () => tokenAnswer(), ...properties});

/** The widget's frame, once its page is there to be told something. */
export async function loadedFrame(element: BankReconnectElement): Promise<HTMLIFrameElement> {
  const frame = await until(() => part<HTMLIFrameElement>(element, 'frame'), 'the frame');
  let isThere = false;
  const listener = ({source}: MessageEvent) => {
    if (source === frame.contentWindow) isThere = true;
  };
  addEventListener('message', listener);
  // A page that is not there yet does not hear it.
  await until(() => {
    frame.contentWindow!.postMessage({says: [], echo: ++echoes}, '*');
    return isThere;
  }, 'the page in the frame').finally(() => removeEventListener('message', listener));
  return frame;
}

/** Opens one and waits for its page. */
export async function openMeld(
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<BankReconnectElement> = {},
): Promise<MeldPage> {
  const element = await createMeld(attributes, properties);
  const events = record(element);
  const exit = element.open();
  const frame = await loadedFrame(element);
  return {element, events, exit, frame, say: (...says) => sayFrom(frame.contentWindow!, ...says)};
}
