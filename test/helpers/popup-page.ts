import type {BankReconnectElement, ConnectionStatus} from '../../src/index.js';
import {record} from './events.js';
import {create, shorten} from './fixture.js';
import {until} from './until.js';

/** A fake window. It has a real document and records its navigations. */
export interface FakeWindow {
  closed: boolean;
  document: Document;
  focused: number;
  location: {href: string; replace(url: string | URL): void};
  name: string;
  top: unknown;
  /** The URLs of its navigations. */
  visited: string[];
  close(): void;
  focus(): void;
}

export const windows: FakeWindow[] = [];

/** The arguments of the calls of `window.open`. */
export const opened: unknown[][] = [];

let isBlocked = false;

/** Sets whether the browser blocks windows. */
export const block = (blocked: boolean): void => void (isBlocked = blocked);

/** Replaces `window.open` during all tests of a file. */
export function installWindows(): void {
  const {open} = window;
  before(() => {
    window.open = (...args) => {
      opened.push(args);
      return isBlocked ? null : (createWindow() as unknown as Window);
    };
  });
  afterEach(() => {
    windows.length = opened.length = 0;
    isBlocked = false;
  });
  after(() => (window.open = open));
}

function createWindow(): FakeWindow {
  const visited: string[] = [];
  const fake: FakeWindow = {
    closed: false,
    document: document.implementation.createHTMLDocument(),
    focused: 0,
    location: {href: 'about:blank', replace: url => void visited.push(String(url))},
    name: '',
    top: undefined,
    visited,
    close: () => (fake.closed = true),
    focus: () => fake.focused++,
  };
  fake.top = fake;
  windows.push(fake);
  return fake;
}

export const hostedLinkUrl = 'https://secure.plaid.com/link/lp_secret';

type Repair = ConnectionStatus['repair'] | 'missing';

/** Creates an element for Plaid's hosted page. The test sets the outcome in `backend`. */
export async function createPopup(
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<BankReconnectElement> = {},
) {
  shorten({poll: 5, pollLongest: 5, popupCheck: 2});
  const backend = {repair: 'pending' as Repair, status: 'ITEM_LOGIN_REQUIRED', requests: 0};
  const element = await create(
    {'connection-id': 'conn_p', provider: 'plaid', 'institution-name': 'Meridian', display: 'popup', ...attributes},
    {
      fetchToken: () => ({provider: 'plaid', hostedLinkUrl}),
      fetchStatus: () => {
        backend.requests++;
        const {repair, status} = backend;
        return {provider: 'plaid', status, statusReason: null, ...(repair && repair !== 'missing' && {repair})};
      },
      ...properties,
    },
  );
  return {element, events: record(element), backend};
}

/** Opens such an element and waits until its window has navigated to Plaid. */
export async function openPopup(...args: Parameters<typeof createPopup>) {
  const page = await createPopup(...args);
  const exit = page.element.open();
  const [popup] = windows;
  await until(() => popup!.visited.length, 'the navigation');
  await page.element.updateComplete;
  return {...page, exit, popup: popup!};
}
