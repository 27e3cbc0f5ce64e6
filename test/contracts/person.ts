import type {Frame} from '../e2e/driver/index.js';
import {poll} from '../e2e/driver/poll.js';
import type {RepairPage} from '../e2e/support/repair-page.js';
import type {Host} from './host.js';

/** The longest that any token lives, and an hour. */
const PAST_ANY_TOKEN = 25 * 3600;

/** The button that some widgets end with. */
const DONE = {role: 'button', name: 'Done'};

/** Clicks the element's button. */
export async function open({page}: RepairPage): Promise<void> {
  // Safari's engine gives a clicked button no focus.
  await page.evaluate(() => {
    document.querySelector('bank-reconnect')!.shadowRoot!.querySelector<HTMLElement>('[part=button]')!.focus();
  });
  await page.click({css: '[part=button]'});
}

/** The document of the widget that is shown, whoever's it is. */
export const widgetOf = ({page}: RepairPage): Promise<Frame> => page.frame('iframe');

/** On the page's behalf, not the person's. */
export const close = ({page}: RepairPage): Promise<void> =>
  page.evaluate(() => document.querySelector<Element & {close(): void}>('bank-reconnect')!.close());

/** The exits so far, without what they have in common. */
export async function exitsOf(page: RepairPage): Promise<string[]> {
  const types = (await page.events()).map(({type}) => type);
  return types.filter(type => type.startsWith('exited-')).map(type => type.slice('exited-'.length));
}

/** What a person does after having signed in: nothing, or to press the last button. */
export async function finish(page: RepairPage, widget: Frame, limit?: number): Promise<void> {
  const isDone = async () => (await exitsOf(page)).length > 0;
  const isAsked = () =>
    [...document.querySelectorAll('button')].some(
      button => button.textContent?.trim() === 'Done' && button.getClientRects().length > 0,
    );
  const step = async () => {
    if (await isDone()) return true;
    if (await widget.evaluate(isAsked)) await widget.click(DONE);
    return isDone();
  };
  await poll('an exit', step, limit);
}

/** Has begun to open: a widget is there, or it has ended. */
export const isAnswered = (page: RepairPage): Promise<true> =>
  poll('a widget or an exit', async () => {
    const types = await page.milestones();
    return types.some(type => type === 'widget-opened' || type.startsWith('exited-')) || undefined;
  });

/** Lets the person in at a bank that has a window of its own. */
export async function allow(page: RepairPage, widget: Frame): Promise<void> {
  await widget.click({role: 'button', name: 'Sign in'});
  await (await page.page.popup()).click({role: 'button', name: 'Allow'});
}

/** Opens with a token that has expired between the backend's answer and its first use, and leaves. */
export async function openWithDeadToken(page: RepairPage, host: Host): Promise<void> {
  await page.page.evaluate(() => {
    const {fetch: ask} = window;
    window.fetch = async (...call) => {
      const answer = await ask(...call);
      const isFirst = answer.url.includes('/api/token') && !('go' in window);
      if (isFirst) await new Promise(go => Object.assign(window, {go}));
      return answer;
    };
  });
  await open(page);
  await page.page.waitFor(() => 'go' in window);
  await host.control('POST', '/clock', {advanceSeconds: PAST_ANY_TOKEN});
  // What the backend keeps would have run out with the time.
  host.restart();
  await page.page.evaluate(() => (window as unknown as {go(): void}).go());
  await isAnswered(page);
  // Some vendors say that it has expired, others say nothing.
  const says = async () => (await page.events()).some(({type}) => /^(widget-event|exited-)/.test(type)) || undefined;
  await poll('a word of the widget', says, 1500).catch(() => undefined);
  await close(page);
}
