/** The sandbox's time: real time plus an offset, so that expiry and lag can be tested without waiting. */
export class Clock {
  readonly #realNow: () => number;
  #offset = 0;

  /** @param realNow the time the offset is added to, in milliseconds since the epoch */
  constructor(realNow: () => number = Date.now) {
    this.#realNow = realNow;
  }

  /** The sandbox's present, in milliseconds since the epoch. */
  now(): number {
    return this.#realNow() + this.#offset;
  }

  /** How far the clock has been moved since the start, in seconds. */
  get advancedSeconds(): number {
    return this.#offset / 1000;
  }

  /** Moves the clock forward; it never goes back, because nothing that has expired may come to life again. */
  advance(seconds: number): void {
    this.#offset += seconds * 1000;
  }

  reset(): void {
    this.#offset = 0;
  }
}
