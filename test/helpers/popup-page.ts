import type {BankReconnectElement, ConnectionStatus} from '../../src/index.js';
import {record} from './events.js';
import {create, shorten} from './fixture.js';
import {until} from './until.js';

/** A window of its own, as a test plays it: its document is real, where it goes is written down. */
export interface PlayedWindow {
  closed: boolean;
  document: Document;
  focused: number;
  location: {replace(url: string | URL): void};
  /** Where it was sent to. */
  went: string[];
  close(): void;
  focus(): void;
}

export const windows: PlayedWindow[] = [];

/** What `window.open` was called with. */
export const opened: unknown[][] = [];

let isBlocked = false;

/** Plays a browser that blocks windows, or does not. */
export const block = (blocked: boolean): void => void (isBlocked = blocked);

/** Puts a `window.open` in the place of the browser's, for all tests of a file. */
export function installWindows(): void {
  const {open} = window;
  before(() => {
    window.open = (...args) => {
      opened.push(args);
      return isBlocked ? null : (play() as unknown as Window);
    };
  });
  afterEach(() => {
    windows.length = opened.length = 0;
    isBlocked = false;
  });
  after(() => (window.open = open));
}

function play(): PlayedWindow {
  const went: string[] = [];
  const played: PlayedWindow = {
    closed: false,
    document: document.implementation.createHTMLDocument(),
    focused: 0,
    location: {replace: url => void went.push(String(url))},
    went,
    close: () => (played.closed = true),
    focus: () => played.focused++,
  };
  windows.push(played);
  return played;
}

export const hostedLinkUrl = 'https://secure.plaid.com/link/lp_secret';

type Repair = ConnectionStatus['repair'] | 'gone';

/** An element for Plaid's hosted page, the end of which a test decides. */
export async function createPopup(
  attributes: Readonly<Record<string, string>> = {},
  properties: Partial<BankReconnectElement> = {},
) {
  shorten({poll: 5, pollLongest: 5, popupCheck: 2});
  const backend = {repair: 'pending' as Repair, status: 'ITEM_LOGIN_REQUIRED', asked: 0};
  const element = await create(
    {'connection-id': 'conn_p', provider: 'plaid', 'institution-name': 'Meridian', display: 'popup', ...attributes},
    {
      fetchToken: () => ({provider: 'plaid', hostedLinkUrl}),
      fetchStatus: () => {
        backend.asked++;
        const {repair, status} = backend;
        return {provider: 'plaid', status, statusReason: null, ...(repair && repair !== 'gone' && {repair})};
      },
      ...properties,
    },
  );
  return {element, events: record(element), backend};
}

/** The same, with the window at Plaid. */
export async function openPopup(...args: Parameters<typeof createPopup>) {
  const page = await createPopup(...args);
  const exit = page.element.open();
  const [popup] = windows;
  await until(() => popup!.went.length, 'the address');
  await page.element.updateComplete;
  return {...page, exit, popup: popup!};
}
