import {button, part} from '../../surfaces/dom.js';
import type {Situation, View} from '../view.js';

/** Returns the view of a running or ended repair, or undefined without one. */
export function repairViewOf({state, error, result, isSlow, isInPopup, isReturned}: Situation): View | undefined {
  const base = {look: 'quiet', isBusy: false, showsRetryClose: false} as const;
  if (isSlow) return {label: 'opening', message: 'slow', look: 'bad', isBusy: true, showsRetryClose: true};
  if (isInPopup) return {label: 'open', message: 'elsewhere', look: 'info', isBusy: false, showsRetryClose: true};
  if (isReturned) return {label: 'verifying', message: 'verifying', look: 'info', isBusy: true, showsRetryClose: true};
  if (state !== 'idle') {
    const key = state === 'requesting' ? 'opening' : state;
    return {...base, label: key, message: key, isBusy: state !== 'open'};
  }
  if (error) return {...base, label: error.retryable ? 'tryAgain' : undefined, message: error.code, look: 'bad'};
  if (!result) return undefined;
  const {text, isGood, canRetry} = result;
  return {...base, label: canRetry ? 'tryAgain' : undefined, message: text, look: isGood ? 'good' : 'bad'};
}

interface RetryCloseHandlers {
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

/** The buttons "Try again" and "Close", beside a running repair whose widget is slow or in a popup. */
export class RetryCloseButtons {
  readonly #panel = part('div', 'slow', {hidden: true});
  readonly #retry: HTMLButtonElement;
  readonly #close: HTMLButtonElement;

  constructor(anchor: Element, {onRetry, onClose}: RetryCloseHandlers) {
    this.#retry = button('retry', onRetry);
    this.#close = button('cancel', onClose);
    this.#panel.append(this.#retry, this.#close);
    anchor.after(this.#panel);
  }

  draw({showsRetryClose}: View, text: (key: 'tryAgain' | 'close') => string): void {
    this.#panel.hidden = !showsRetryClose;
    this.#retry.textContent = text('tryAgain');
    this.#close.textContent = text('close');
  }
}
