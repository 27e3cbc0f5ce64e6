/** The longest delay of Node's timers, in milliseconds. Longer delays take several timers. */
const LONGEST_TIMER = 2 ** 31 - 1;

interface ScheduledAction {
  readonly time: number;
  readonly action: () => void;
}

/**
 * The sandbox's clock: real time plus an offset, so that tests of expiry and lag do not have to wait. Scheduled actions
 * run when their time is reached, by waiting or by advancing the clock.
 */
export class Clock {
  readonly #realNow: () => number;
  #offset = 0;
  /** Sorted by time, then in the order of scheduling. */
  #scheduled: ScheduledAction[] = [];
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param realNow the base time, in milliseconds since the epoch */
  constructor(realNow: () => number = Date.now) {
    this.#realNow = realNow;
  }

  /** The sandbox's time, in milliseconds since the epoch. */
  now(): number {
    return this.#realNow() + this.#offset;
  }

  /**
   * The base time without the offset, in milliseconds since the epoch. Webhooks carry this time, because their receivers
   * compare it with their own clock and reject timestamps from the future.
   */
  realNow(): number {
    return this.#realNow();
  }

  /** The offset, in seconds. */
  get advancedSeconds(): number {
    return this.#offset / 1000;
  }

  /** Moves the clock forward. It never moves back, because expired tokens must stay expired. */
  advance(seconds: number): void {
    this.#offset += seconds * 1000;
    this.catchUp();
  }

  /**
   * Runs an action at a time, or immediately when that time is past. The timer does not keep the process alive.
   * @param time milliseconds since the epoch, on this clock
   * @returns a function that cancels the action
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

  /** Runs the actions that are due. Readers call it, because the time of an action can pass before its timer fires. */
  catchUp(): void {
    for (;;) {
      const [first] = this.#scheduled;
      if (!first || first.time > this.now()) break;
      this.#scheduled.shift();
      first.action();
    }
    this.#arm();
  }

  /** Returns to real time and cancels all actions. */
  reset(): void {
    this.#offset = 0;
    this.#scheduled = [];
    this.#arm();
  }

  /** Resets the clock. Later calls of `at` do nothing. */
  close(): void {
    this.#closed = true;
    this.reset();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const [first] = this.#scheduled;
    if (!first) return;
    // At least one millisecond, to avoid a busy loop when a test stops the base time.
    const delay = Math.min(Math.max(first.time - this.now(), 1), LONGEST_TIMER);
    this.#timer = setTimeout(() => this.catchUp(), delay);
    this.#timer.unref();
  }
}
