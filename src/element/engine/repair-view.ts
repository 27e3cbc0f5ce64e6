import {button, part} from '../../surfaces/dom.js';
import type {Situation, View} from '../view.js';

/** Returns the view of a running or ended repair, or undefined without one. */
export function repairViewOf({
  state,
  error,
  result,
  isSlow,
  isElsewhere,
  isEnding,
  isReturned,
}: Situation): View | undefined {
  const base = {look: 'quiet', isBusy: false} as const;
  if (isSlow) return {label: 'opening', message: 'slow', look: 'bad', isBusy: true, controls: 'slow'};
  if (isReturned) return {label: 'verifying', message: 'verifying', look: 'info', isBusy: true, controls: 'slow'};
  if (isElsewhere) {
    return {...base, label: 'open', message: isEnding ? 'verifying' : 'elsewhere', look: 'info', controls: 'elsewhere'};
  }
  if (state !== 'idle') {
    const key = state === 'requesting' ? 'opening' : state;
    return {...base, label: key, message: key, isBusy: state !== 'open'};
  }
  if (error) return {...base, label: error.retryable ? 'tryAgain' : undefined, message: error.code, look: 'bad'};
  if (!result) return undefined;
  const {text, isGood, canRetry} = result;
  return {...base, label: canRetry ? 'tryAgain' : undefined, message: text, look: isGood ? 'good' : 'bad'};
}

interface ControlHandlers {
  readonly onRetry: () => void;
  readonly onFinished: () => void;
  readonly onClose: () => void;
}

/**
 * The buttons beside a running repair: "Try again" and "Close" for a slow widget, "I have finished" and "Cancel" for a
 * widget in another window.
 */
export class RepairControls {
  readonly #panel = part('div', 'slow', {hidden: true});
  readonly #retry: HTMLButtonElement;
  readonly #finished: HTMLButtonElement;
  readonly #close: HTMLButtonElement;

  constructor(anchor: Element, {onRetry, onFinished, onClose}: ControlHandlers) {
    this.#retry = button('retry', onRetry);
    this.#finished = button('finished', onFinished);
    this.#close = button('cancel', onClose);
    this.#panel.append(this.#retry, this.#finished, this.#close);
    anchor.after(this.#panel);
  }

  draw({controls}: View, text: (key: 'tryAgain' | 'haveFinished' | 'close' | 'cancel') => string): void {
    const isSlow = controls === 'slow';
    this.#panel.hidden = !controls;
    this.#retry.hidden = !isSlow;
    this.#finished.hidden = isSlow;
    this.#retry.textContent = text('tryAgain');
    this.#finished.textContent = text('haveFinished');
    this.#close.textContent = text(isSlow ? 'close' : 'cancel');
  }
}
