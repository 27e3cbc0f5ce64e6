import type {BankReconnectElement, RepairExit} from '../../src/index.js';
import {record, type Recorded} from './events.js';
import {create, part} from './fixture.js';
import {config} from './test-config.js';
import {until} from './until.js';

const PAGE = '/test/fixtures/frame.html';

/** The URL of the vendor's page, on another origin than this page. */
export const widgetUrl = `${config.origins.loopback}${PAGE}`;

/** The same page on this page's origin, from which no message is accepted. */
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
 * Makes a frame with the fixture's page post the messages in one task. Resolves when this window has received them, or
 * when they have removed the frame.
 */
export async function postFrom(frame: Window, ...messages: unknown[]): Promise<void> {
  const echo = ++echoes;
  let isReceived = false;
  const listener = ({data}: MessageEvent<{echo?: number} | null>) => {
    if (data?.echo === echo) isReceived = true;
  };
  addEventListener('message', listener);
  frame.postMessage({messages, echo}, '*');
  await until(() => isReceived || frame.closed, 'the echo').finally(() => removeEventListener('message', listener));
}

export interface MeldPage {
  element: BankReconnectElement;
  events: Recorded;
  exit: Promise<RepairExit>;
  frame: HTMLIFrameElement;
  /** Makes the widget post the messages. */
  post(...messages: unknown[]): Promise<void>;
}

/** The attributes of an element whose widget is the fixture's page. */
export const meldAttributes = {
  'connection-id': 'conn_1',
  provider: 'meld',
  'institution-name': 'First Harbor',
  'sandbox-url': config.sandbox.url,
};

/** Creates an element for the fixture's page. Its token comes from `fetchToken`. */
export const createMeld = (
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<BankReconnectElement> = {},
): Promise<BankReconnectElement> =>
  create({...meldAttributes, ...attributes}, {fetchToken: () => tokenAnswer(), ...properties});

/** Resolves with the widget's frame when its page can receive messages. */
export const loadedFrame = async (element: BankReconnectElement): Promise<HTMLIFrameElement> =>
  untilLoaded(await until(() => part<HTMLIFrameElement>(element, 'frame'), 'the frame'));

/** Resolves with the frame when its page can receive messages. */
export async function untilLoaded(frame: HTMLIFrameElement): Promise<HTMLIFrameElement> {
  let hasLoaded = false;
  const listener = ({source}: MessageEvent) => {
    if (source === frame.contentWindow) hasLoaded = true;
  };
  addEventListener('message', listener);
  // A page that has not loaded does not receive the message.
  await until(() => {
    frame.contentWindow!.postMessage({messages: [], echo: ++echoes}, '*');
    return hasLoaded;
  }, 'the page in the frame').finally(() => removeEventListener('message', listener));
  return frame;
}

/** Opens an element and waits until the page in its frame has loaded. */
export async function openMeld(
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<BankReconnectElement> = {},
): Promise<MeldPage> {
  const element = await createMeld(attributes, properties);
  const events = record(element);
  const exit = element.open();
  const frame = await loadedFrame(element);
  return {element, events, exit, frame, post: (...messages) => postFrom(frame.contentWindow!, ...messages)};
}
