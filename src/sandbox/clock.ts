/** Node's timers take no longer delay than this many milliseconds; a later time is reached in several of them. */
const LONGEST_TIMER = 2 ** 31 - 1;

interface ScheduledAction {
  readonly time: number;
  readonly action: () => void;
}

/**
 * The sandbox's time: real time plus an offset, so that expiry and lag can be tested without waiting. What is to happen
 * at a time happens when that time has come, be it by waiting or by moving the clock.
 */
export class Clock {
  readonly #realNow: () => number;
  #offset = 0;
  /** By time; of one time, in the order they were made in. */
  #scheduled: ScheduledAction[] = [];
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param realNow the time the offset is added to, in milliseconds since the epoch */
  constructor(realNow: () => number = Date.now) {
    this.#realNow = realNow;
  }

  /** The sandbox's present, in milliseconds since the epoch. */
  now(): number {
    return this.#realNow() + this.#offset;
  }

  /**
   * Real time, in milliseconds since the epoch: what a webhook is dated with, because its receiver has a clock of its
   * own, which nobody has moved, and refuses what comes from the future.
   */
  realNow(): number {
    return this.#realNow();
  }

  /** How far the clock has been moved since the start, in seconds. */
  get advancedSeconds(): number {
    return this.#offset / 1000;
  }

  /** Moves the clock forward; it never goes back, because nothing that has expired may come to life again. */
  advance(seconds: number): void {
    this.#offset += seconds * 1000;
    this.catchUp();
  }

  /**
   * Does something at a time: at once if that time has come. Waiting for it keeps no process alive.
   * @param time milliseconds since the epoch, on this clock
   * @returns a function that calls it off
   */
  at(time: number, action: () => void): () => void {
    if (this.#closed) return () => undefined;
    if (time <= this.now()) {
      action();
      return () => undefined;
    }
    const scheduled = {time, action};
    const index = this.#scheduled.findIndex(other => other.time > time);
    this.#scheduled.splice(index === -1 ? this.#scheduled.length : index, 0, scheduled);
    this.#arm();
    return () => {
      this.#scheduled = this.#scheduled.filter(other => other !== scheduled);
      this.#arm();
    };
  }

  /** Does what has become due. Needed only where something is read between a time's coming and its timer. */
  catchUp(): void {
    for (;;) {
      const [first] = this.#scheduled;
      if (!first || first.time > this.now()) break;
      this.#scheduled.shift();
      first.action();
    }
    this.#arm();
  }

  /** Back to real time; nothing that was to happen will. */
  reset(): void {
    this.#offset = 0;
    this.#scheduled = [];
    this.#arm();
  }

  /** Like a reset, and nothing more can be planned. */
  close(): void {
    this.#closed = true;
    this.reset();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const [first] = this.#scheduled;
    if (!first) return;
    // At least a millisecond: a clock that a test holds still must not be asked in a loop.
    const delay = Math.min(Math.max(first.time - this.now(), 1), LONGEST_TIMER);
    this.#timer = setTimeout(() => this.catchUp(), delay);
    this.#timer.unref();
  }
}
