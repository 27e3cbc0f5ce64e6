import {button, part} from '../surfaces/dom.js';
import type {Situation, View} from './view.js';

/** The view of a repair that runs or has ended; undefined where there is nothing to say about one. */
export function repairViewOf({state, error, result, isSlow, isElsewhere}: Situation): View | undefined {
  const base = {look: 'quiet', isBusy: false, hasWayOut: false} as const;
  if (isSlow) return {label: 'opening', message: 'slow', look: 'bad', isBusy: true, hasWayOut: true};
  if (isElsewhere) return {label: 'open', message: 'elsewhere', look: 'info', isBusy: false, hasWayOut: true};
  if (state !== 'idle') {
    const key = state === 'requesting' ? 'opening' : state;
    return {...base, label: key, message: key, isBusy: state !== 'open'};
  }
  if (error) return {...base, label: error.retryable ? 'tryAgain' : undefined, message: error.code, look: 'bad'};
  if (!result) return undefined;
  const {text, isGood, canRetry} = result;
  return {...base, label: canRetry ? 'tryAgain' : undefined, message: text, look: isGood ? 'good' : 'bad'};
}

interface WayOutHandlers {
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

/** "Try again" and "Close", beside a running repair that is slow or in a popup. */
export class WayOut {
  readonly #panel = part('div', 'slow', {hidden: true});
  readonly #retry: HTMLButtonElement;
  readonly #close: HTMLButtonElement;

  constructor(anchor: Element, {onRetry, onClose}: WayOutHandlers) {
    this.#retry = button('retry', onRetry);
    this.#close = button('cancel', onClose);
    this.#panel.append(this.#retry, this.#close);
    anchor.after(this.#panel);
  }

  draw({hasWayOut}: View, text: (key: 'tryAgain' | 'close') => string): void {
    this.#panel.hidden = !hasWayOut;
    this.#retry.textContent = text('tryAgain');
    this.#close.textContent = text('close');
  }
}
