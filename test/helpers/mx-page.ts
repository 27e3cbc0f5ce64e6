import type {BankReconnectElement} from '../../src/index.js';
import {record} from './events.js';
import {create} from './fixture.js';
import {loadedFrame, postFrom, widgetUrl, type MeldPage} from './meld-page.js';
import {config} from './test-config.js';

export const mxAttributes = {
  'connection-id': 'conn_m',
  provider: 'mx',
  'institution-name': 'Meridian',
  'sandbox-url': config.sandbox.url,
};

/** An answer of MX's API, as a host passes it on. */
export const mxAnswer = {widget_url: {type: 'connect_widget', url: widgetUrl, user_id: 'u-1'}};

/** A message of version 4. */
export const mxMessage = (event: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  mx: true,
  type: `mx/${event}`,
  metadata: {user_guid: 'USR-1', session_guid: 'SES-1', ...more},
});

export const connected = mxMessage('connect/memberConnected', {member_guid: 'MBR-1'});

export const createMx = (
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<BankReconnectElement> = {},
): Promise<BankReconnectElement> =>
  create({...mxAttributes, ...attributes}, {fetchToken: () => mxAnswer, ...properties});

/** Opens an element and waits until the fixture's page has loaded in its frame. */
export async function openMx(
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<BankReconnectElement> = {},
): Promise<MeldPage> {
  const element = await createMx(attributes, properties);
  const events = record(element);
  const exit = element.open();
  const frame = await loadedFrame(element);
  return {element, events, exit, frame, post: (...messages) => postFrom(frame.contentWindow!, ...messages)};
}
