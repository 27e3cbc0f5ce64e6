/** Every limit and delay of the engine, in milliseconds unless stated otherwise. Only tests write here, to shorten them. */
export const limits = {
  /** For one answer of the host's backend. */
  answer: 30_000,
  /** Before the one retry of a request. */
  retry: 500,
  /** How many times a `WAIT` is followed by another token request (a count). */
  waits: 5,
  /** Between such requests when the backend sets no `retryAfter`, in seconds as there. */
  wait: 2,
  /** Until a widget that has not reported in counts as slow. */
  slow: 15_000,
  /** For a whole verification. */
  verification: 120_000,
  /** The first pause between two status requests. Each further pause is 1.5 times as long, up to `pollLongest`. */
  poll: 1_000,
  pollLongest: 10_000,
  /** Between two checks whether a popup has been closed. */
  popupCheck: 500,
};
