import type {BankReconnectElement, RepairExit} from '../../src/index.js';
import {record, type Recorded} from './events.js';
import {create} from './fixture.js';
import {until} from './until.js';

interface Config {
  token: string;
  receivedRedirectUri?: string;
  onLoad?(): void;
  onEvent?(name: string, metadata: object): void;
  onExit?(error: object | null, metadata: object | null): void;
  onSuccess(publicToken: string | null, metadata: object | null): void;
}

/** One call of `Plaid.create`, whose callbacks the test calls. */
export interface Link {
  config: Config;
  /** The calls of the handler's methods, in order. */
  calls: string[];
  frame: HTMLIFrameElement;
}

export const links: Link[] = [];

/**
 * Sets a `window.Plaid` of the documented shape, for callback sequences that the sandbox does not produce. All tests of a
 * file share it, because a page has one.
 */
export function installPlaid(): void {
  const create = (config: Config) => {
    const frame = document.createElement('iframe');
    frame.id = `plaid-link-iframe-${links.length + 1}`;
    document.body.append(frame);
    const link: Link = {config, calls: [], frame};
    links.push(link);
    return {
      open: () => void link.calls.push('open'),
      exit: () => void link.calls.push('exit'),
      submit: () => void link.calls.push('submit'),
      destroy: () => {
        link.calls.push('destroy');
        frame.remove();
      },
    };
  };
  Object.assign(window, {Plaid: Object.freeze({create})});
  afterEach(() => {
    for (const {frame} of links) frame.remove();
    links.length = 0;
  });
}

export const plaidAttributes = {'connection-id': 'conn_p', provider: 'plaid', 'institution-name': 'Meridian'};

export const createPlaid = (
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<BankReconnectElement> = {},
): Promise<BankReconnectElement> =>
  create(
    {...plaidAttributes, ...attributes},
    {fetchToken: () => ({provider: 'plaid', linkToken: 'link-sandbox-secret'}), ...properties},
  );

export interface PlaidPage {
  element: BankReconnectElement;
  events: Recorded;
  exit: Promise<RepairExit>;
  link: Link;
}

/** Waits for the next call of `Plaid.create`. */
export async function nextLink(): Promise<Link> {
  const count = links.length;
  return until(() => links[count], 'Plaid.create');
}

export async function openPlaid(
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<BankReconnectElement> = {},
): Promise<PlaidPage> {
  const element = await createPlaid(attributes, properties);
  const events = record(element);
  const next = nextLink();
  const exit = element.open();
  const link = await next;
  await until(() => link.calls.includes('open'), 'open() of Link');
  return {element, events, exit, link};
}

export const successMetadata = {
  institution: {institution_id: 'ins_1', name: 'Meridian'},
  accounts: [
    {
      id: 'acc_1',
      name: 'Checking',
      mask: '4821',
      type: 'depository',
      subtype: 'checking',
      verification_status: null,
      class_type: null,
    },
  ],
  link_session_id: 'session_1',
};

export const exitMetadata = (status: string | null = 'requires_credentials') => ({
  institution: {institution_id: 'ins_1', name: 'Meridian'},
  status,
  link_session_id: 'session_1',
  request_id: 'request_1',
});

export const linkError = (error_type: string, error_code: string) => ({
  error_type,
  error_code,
  error_message: 'of no concern to the page: link-sandbox-secret',
  display_message: null,
});
