/** Every wait in one place, in milliseconds where not said otherwise. Tests shorten them; nothing else writes here. */
export const limits = {
  /** For one answer of the host's backend. */
  answer: 30_000,
  /** Before the one retry of a request to it. */
  retry: 500,
  /** How often a `WAIT` is followed by another question (a count). */
  waits: 5,
  /** Between such questions when the backend names no time, in seconds as there. */
  wait: 2,
  /** Until a widget that has not reported in is called slow. */
  slow: 15_000,
  /** For all of a verification. */
  verification: 120_000,
  /** The first pause between two looks at the status; each further one is half as long again, up to `pollLongest`. */
  poll: 1_000,
  pollLongest: 10_000,
  /** Between two looks at a window that may have been closed. */
  glance: 500,
};
