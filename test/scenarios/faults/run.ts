import type {BankReconnectElement} from '../../../src/index.js';
import {leftBehind} from '../../helpers/left-behind.js';
import {record} from '../../helpers/events.js';
import {create, part, shorten} from '../../helpers/fixture.js';
import {block, hostedLinkUrl, windows} from '../../helpers/popup-page.js';
import {setHidden, setOnline} from '../../helpers/presence.js';
import {until} from '../../helpers/until.js';
import {assertEnded} from './invariants.js';
import {withoutScript} from './script.js';
import type {Combination} from './table.js';
import {attributesOf, players, SECRET, type Widget} from './widgets.js';

const healthy = {plaid: 'HEALTHY', mx: 'CONNECTED', meld: 'ACTIVE', quiltt: 'SYNCED'} as const;

/** Runs a repair that meets the fault, and checks what holds after any repair. */
export async function run({boundary, fault, provider}: Combination): Promise<void> {
  shorten({answer: 60, retry: 1, slow: 40, verification: 60, poll: 5, pollLongest: 5, popupCheck: 2});
  const isWindow = boundary === 'window';
  let isMet = false;
  let isRemoved = false;
  let answerHeld = (): void => undefined;

  const hide = (isOn: boolean) => {
    if (fault === 'hidden') setHidden(isOn);
    if (fault === 'offline') setOnline(!isOn);
  };
  const remove = () => {
    isRemoved = true;
    element.remove();
  };
  /** The host's answer to a request, with the fault if it is this request's. */
  const answer = (kind: string, value: unknown): unknown => {
    if (kind !== boundary || isMet) return value;
    isMet = true;
    if (fault === 'error') throw new Error(SECRET);
    hide(true);
    if (fault === 'hidden' || fault === 'offline') return value;
    return new Promise(resolve => (answerHeld = () => resolve(value)));
  };
  const {answer: ownToken, play} = players[provider];
  const token = isWindow ? {hostedLinkUrl: `${hostedLinkUrl}?${SECRET}`} : ownToken;
  const repair = isWindow && fault !== 'timeout' ? {repair: 'completed'} : isWindow ? {repair: 'pending'} : {};
  const status = {provider, status: healthy[provider], statusReason: null, ...repair};
  const element: BankReconnectElement = await create(
    {...attributesOf(provider), ...(isWindow && {display: 'popup'})},
    {
      fetchToken: () => answer('token', token),
      completeRepair: () => answer('complete', {}) as never,
      fetchStatus: () => answer('status', status) as never,
    },
  );
  const events = record(element);
  const before = leftBehind(element);
  const script = boundary === 'script' ? withoutScript(provider) : undefined;
  if (isWindow) block(fault === 'error');
  if (isWindow) hide(true);
  const exit = element.open();
  const isOver = () => isRemoved || events.exits().length > 0;
  const isSlow = () => isOver() || part(element, 'retry');

  if (isWindow) {
    if (fault === 'twice') void element.open();
    if (fault === 'after removal') remove();
    if (fault === 'timeout' || fault === 'out of order')
      await until(() => element.state !== 'requesting', 'the window');
    if (fault === 'timeout') element.close();
    if (fault === 'out of order' || fault === 'late') for (const popup of windows) popup.closed = true;
    hide(false);
  } else if (boundary === 'token' || script) {
    if (script) {
      await until(() => script.tag() ?? isOver(), 'the script');
      if (fault === 'late' || fault === 'timeout') await until(isSlow, 'the notice');
      if (fault === 'after removal') remove();
      if (fault === 'hidden' || fault === 'offline') hide(true);
      if (fault === 'error' || fault === 'out of order') script.settle(fault === 'error' ? 'error' : 'load');
      script.restore();
      if (fault !== 'error' && fault !== 'timeout' && fault !== 'out of order') script.settle('load');
      if (fault === 'twice') script.settle('load');
      if (fault === 'timeout') {
        element.close();
        // The page keeps one load of the script, which must not stay pending for the next test.
        script.settle('error');
      }
    } else await meetHeld();
    if (!isRemoved && /twice|late|hidden|offline/.test(fault) && !isOver()) await finish(await play(element));
  } else await playThrough();

  async function finish(widget: Widget): Promise<void> {
    await widget.load();
    await widget.finish();
  }

  /** Answers a held request at the moment that the fault means. */
  async function meetHeld(): Promise<void> {
    await until(() => isMet || isOver(), 'the request');
    if (fault === 'out of order') element.close();
    if (fault === 'after removal') remove();
    if (fault === 'timeout' || fault === 'late') await until(() => element.state === 'idle', 'the end of the wait');
    if (fault !== 'timeout') answerHeld();
  }

  async function playThrough(): Promise<void> {
    const isFrameFault = boundary === 'frame load';
    if (boundary === 'message' || isFrameFault) hide(true);
    const widget = await play(element);
    if (boundary !== 'message' && !isFrameFault) {
      await finish(widget);
      return meetHeld();
    }
    const frame = part<HTMLIFrameElement>(element, 'frame');
    switch (fault) {
      case 'error':
        if (frame && isFrameFault) frame.src = new URL('/none', frame.src).href;
        else await widget.fail();
        if (isFrameFault) await until(isSlow, 'the notice');
        return element.close();
      case 'timeout':
        await until(isSlow, 'the notice');
        return void (part(element, 'cancel') ?? part(element, 'close'))!.click();
      case 'twice':
        if (frame && isFrameFault) {
          frame.src += '&again';
          return finish(await play(element));
        }
        await widget.load();
        return finish(widget).then(() => widget.finish().catch(() => undefined)) as Promise<void>;
      case 'late':
        await until(isSlow, 'the notice');
        return finish(widget);
      case 'out of order':
        await widget.finish();
        return void (await widget.load().catch(() => undefined));
      case 'after removal':
        remove();
        return finish(widget);
      default:
        return finish(widget);
    }
  }

  hide(false);
  // A fault may leave the widget open: then the person closes it.
  if (!isOver()) await Promise.race([exit, new Promise(resolve => setTimeout(resolve, 150))]);
  if (!isOver() && element.state !== 'idle') element.close();
  await exit;
  script?.restore();
  // A removed element is silent, unless the status was requested after the exit.
  await assertEnded(element, events, {before, exits: isRemoved && boundary !== 'status' ? 0 : 1});
}
