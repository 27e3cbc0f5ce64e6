/** The limits and delays of the engine, in milliseconds unless stated otherwise. Only tests change them. */
export const limits = {
  /** The maximum wait for one answer of the host's backend. */
  answer: 30_000,
  /** The pause before the only retry of a request. */
  retry: 500,
  /** The maximum number of token requests after a `WAIT`. */
  waits: 5,
  /** Seconds between token requests without `retryAfter`. */
  wait: 2,
  /** The time after which a widget without a first message is slow. */
  slow: 15_000,
  /** The maximum duration of a verification. */
  verification: 120_000,
  /** The first pause between two status requests. Each further pause is 1.5 times as long, up to `pollLongest`. */
  poll: 1_000,
  /** The longest pause between two status requests. */
  pollLongest: 10_000,
  /** The time after a return from another page in which the backend may still report the end of the repair. */
  grace: 30_000,
  /** The interval of the checks for a closed popup. */
  popupCheck: 500,
};
