import type {BankReconnectElement} from '../../src/index.js';
import {until} from './until.js';

/** A window of the test's own, whose globals it may change. */
export type OwnWindow = Window & typeof globalThis & {post(target: Window, data: unknown): void};

/** A message has the window as its source whose script posts it. */
const POST = `<script>window.post = (target, data) => target.postMessage(data, '*');</script>`;

const frames = new Set<HTMLIFrameElement>();

afterEach(() => {
  for (const frame of frames) frame.remove();
  frames.clear();
});

/** The script that defines the tag. */
export const ELEMENT_SCRIPT = '<script type="module" src="/src/index.ts"></script>';

/**
 * Opens a page in a frame of this origin and waits for the element in it. The page is removed after the test.
 *
 * @param html its body, with the element and its script
 */
export async function openOwnPage(html: string): Promise<{window: OwnWindow; element: BankReconnectElement}> {
  const frame = document.createElement('iframe');
  frame.width = '800';
  frame.height = '600';
  frame.srcdoc = `<!doctype html><html lang="en"><head><base href="${location.origin}/">${POST}</head><body>${html}</body></html>`;
  frames.add(frame);
  document.body.append(frame);
  const element = await until(() => {
    const found = frame.contentDocument?.querySelector('bank-reconnect');
    return found?.shadowRoot && found.hasUpdated ? found : undefined;
  }, 'the element of the page');
  return {window: frame.contentWindow as OwnWindow, element};
}

/** Makes the page in a widget's frame post a message. Resolves when the own page has received it. */
export async function postInPage(window: OwnWindow, element: BankReconnectElement, message: unknown): Promise<void> {
  const find = () => element.shadowRoot!.querySelector<HTMLIFrameElement>('iframe')?.contentWindow;
  const frame = await until(find, 'the frame');
  let hasLoaded = false;
  window.addEventListener('message', ({source}) => (hasLoaded ||= source === frame));
  // A page that has not loaded does not receive the message.
  await until(() => {
    window.post(frame, {messages: [], echo: 0});
    return hasLoaded;
  }, 'the page in the frame');
  window.post(frame, {messages: [message], echo: 1});
}
