import {limits} from './limits.js';
import {pause, stopwatch} from './timing.js';

/** Events that prove a person. */
const PROOFS = ['focus', 'pageshow', 'pointerdown', 'keydown'];

/** All events that change what is known. Each reaches the window. */
const EVENTS = [...PROOFS, 'blur', 'visibilitychange', 'online', 'offline'];

/** A page may stop the events of its nodes. */
const CAPTURED = {capture: true};

/** Events of a person who is already on the page. They are no return. */
const INPUTS = ['pointerdown', 'keydown'];

/**
 * Whether a person and a network are probably there. `document.visibilityState` and `navigator.onLine` are hints: an
 * embedded view may be hidden for good, and with a VPN the browser may be offline for good. Focus, pointer and key events
 * prove a person, and an answer proves a network, until the browser reports a change. So a hint only slows requests down.
 */
export class Presence {
  readonly #signal: AbortSignal;
  /** The time since the last proof of a person. */
  #sinceProof: (() => number) | undefined;
  #hasNetwork = false;
  /** Ends the current pause. */
  #early: AbortController | undefined;

  /** Listens until `stop()`. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#wake);
    for (const type of EVENTS) window.addEventListener(type, this, CAPTURED);
  }

  /** Whether nobody sees an answer or no request arrives, as far as the browser knows. */
  get isUnattended(): boolean {
    return (document.visibilityState === 'hidden' && !this.#isProven) || (!navigator.onLine && !this.#hasNetwork);
  }

  /** Whether the person seems to be on this page, and not in another window. */
  get isHere(): boolean {
    return this.#isProven || (document.visibilityState !== 'hidden' && document.hasFocus());
  }

  /** Called after an answer to a request. */
  proveNetwork(): void {
    this.#hasNetwork = true;
  }

  /**
   * Resolves after `longest` milliseconds, or earlier when the person or the network is back or `wake()` is called.
   * Always waits `shortest` milliseconds. Rejects when the signal aborts.
   */
  async pause({longest, shortest}: {longest: number; shortest: number}): Promise<void> {
    const early = (this.#early = new AbortController());
    await pause(shortest, this.#signal);
    await pause(longest - shortest, early.signal).catch(() => undefined);
    this.#signal.throwIfAborted();
  }

  /** Ends the current pause. */
  wake(): void {
    this.#wake();
  }

  stop(): void {
    this.#signal.removeEventListener('abort', this.#wake);
    for (const type of EVENTS) window.removeEventListener(type, this, CAPTURED);
  }

  handleEvent({type, target}: Event): void {
    // The focus of a node inside the page is captured, too.
    if (target !== window && (type === 'focus' || type === 'blur')) return;
    const wasUnattended = this.isUnattended;
    if (PROOFS.includes(type)) this.#sinceProof = stopwatch();
    else if (type === 'offline') this.#hasNetwork = false;
    else if (type !== 'online') this.#sinceProof = undefined;
    const isReturn = type !== 'blur' && type !== 'offline' && !INPUTS.includes(type);
    if (!this.isUnattended && (isReturn || wasUnattended)) this.#wake();
  }

  get #isProven(): boolean {
    return !!this.#sinceProof && this.#sinceProof() < limits.proof;
  }

  readonly #wake = (): void => this.#early?.abort();
}
