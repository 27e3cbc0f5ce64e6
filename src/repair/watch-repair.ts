import type {Attempt, RepairElsewhere} from './attempt.js';
import type {EngineShell} from './engine-shell.js';
import {limits} from './limits.js';
import {Presence} from './presence.js';
import {pauses, requestStatus} from './status-request.js';
import {stopwatch} from './timing.js';

/**
 * The end of a repair in another window or page. `completed` and `exited` come from the backend. `returned`: the person
 * is back, and no result has arrived in time. `expired`: the token has expired.
 */
export type RepairEnd = 'completed' | 'exited' | 'returned' | 'expired';

interface WatchOptions {
  /** The token's life in seconds. */
  readonly life: number;
  /** Whether the widget's window seems closed, which is a hint. Absent without a window. */
  readonly isClosed?: () => boolean;
}

/**
 * Requests the status of a repair in another window or page until the repair has ended. Only the backend's answer, the
 * person's word and the time end it. Other signals let the requests be faster and set a time limit.
 */
export class RepairWatch implements RepairElsewhere {
  readonly #shell: EngineShell;
  readonly #attempt: Attempt;
  readonly #options: WatchOptions;
  readonly #presence: Presence;
  readonly #elapsed = stopwatch();
  #pace = this.#newPace();
  #wasClosed = false;
  /** When the person's return without a result ends the repair, on `#elapsed`. */
  #returnEndsAt = Infinity;
  /** The same for a window that seems closed while the person is on this page. */
  #graceEndsAt = Infinity;

  constructor(shell: EngineShell, attempt: Attempt, options: WatchOptions) {
    this.#shell = shell;
    this.#attempt = attempt;
    this.#options = options;
    this.#presence = new Presence(attempt.signal);
  }

  /** Resolves with the end. Rejects when the attempt ends. */
  async run(): Promise<RepairEnd> {
    const {progress} = this.#attempt;
    progress.elsewhere = this;
    // A closed window dispatches no event.
    const checking = setInterval(() => this.#checkWindow(), limits.popupCheck);
    try {
      return await this.#requestUntilEnd();
    } finally {
      progress.elsewhere = undefined;
      clearInterval(checking);
      this.#presence.stop();
    }
  }

  get isEnding(): boolean {
    return this.#returnEndsAt < Infinity;
  }

  expectEnd(): void {
    this.#returnEndsAt = this.#elapsed() + limits.returned;
    this.#hurry();
    this.#shell.update();
  }

  continue(): void {
    this.#returnEndsAt = Infinity;
    this.#shell.update();
  }

  async #requestUntilEnd(): Promise<RepairEnd> {
    const {settings, request, signal} = this.#attempt;
    const {connectionId, repairId} = request;
    let retryAfter = 0;
    let sinceAnswer = stopwatch();
    for (let lastTries = 0; ;) {
      // The request after the end decides, so that a success up to the end counts.
      const isLast = !!this.#end;
      const isTooEarly = sinceAnswer() < retryAfter;
      let hasAnswer = false;
      if (!isTooEarly) {
        const limit = Math.max(this.#timeLeft, limits.lastAnswer);
        const reply = await requestStatus(this.#shell, {connectionId, repairId}, {settings, signal, limit});
        const repair = reply.answer?.repair;
        if (repair === 'completed' || repair === 'exited') return repair;
        ({retryAfter} = reply);
        sinceAnswer = stopwatch();
        hasAnswer = !!reply.answer;
        if (hasAnswer) this.#presence.proveNetwork();
        // After a sleep of the system the network needs a moment.
        if (isLast) lastTries++;
      }
      // The person may have continued during the request.
      const end = this.#end;
      if (isLast && end && (hasAnswer || isTooEarly || lastTries >= limits.lastTries)) return end;
      const longest = Math.min(Math.max(this.#pace.next().value, retryAfter), this.#timeLeft);
      await this.#presence.pause({longest: Math.max(longest, limits.poll), shortest: limits.poll});
    }
  }

  get #end(): 'returned' | 'expired' | undefined {
    const now = this.#elapsed();
    if (now >= Math.min(this.#returnEndsAt, this.#graceEndsAt)) return 'returned';
    return now >= this.#options.life * 1000 ? 'expired' : undefined;
  }

  /** The milliseconds until the next end; 0 or less after it. */
  get #timeLeft(): number {
    return Math.min(this.#returnEndsAt, this.#graceEndsAt, this.#options.life * 1000) - this.#elapsed();
  }

  /**
   * Checks whether the window seems closed. With Cross-Origin-Opener-Policy an open window seems closed, too. A person who
   * is on this page has probably closed it, and a person who is not may be in it.
   */
  #checkWindow(): void {
    const isClosed = !!this.#options.isClosed?.();
    if (isClosed && this.#presence.isHere) {
      if (this.#graceEndsAt === Infinity) this.#graceEndsAt = this.#elapsed() + limits.closedGrace;
    } else {
      this.#graceEndsAt = Infinity;
    }
    if (isClosed === this.#wasClosed) return;
    this.#wasClosed = isClosed;
    this.#hurry();
  }

  #hurry(): void {
    this.#pace = this.#newPace();
    this.#presence.wake();
  }

  #newPace(): Generator<number, never> {
    return pauses(() => this.#presence.isUnattended);
  }
}
