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
  /** The maximum duration of a verification, while the page is attended. */
  verification: 120_000,
  /** The maximum duration of a verification of which the page is always unattended. */
  verificationUnattended: 600_000,
  /** The first pause between two status requests. Each further pause is 1.5 times as long, up to `pollLongest`. */
  poll: 1_000,
  /** The longest pause between two status requests. */
  pollLongest: 10_000,
  /** The pause between two status requests while the page is hidden or offline, as far as the browser knows. */
  pollUnattended: 20_000,
  /** How long an event of the person outweighs a hidden page. */
  proof: 30_000,
  /** The minimum wait for the answer to the last status request of a wait. */
  lastAnswer: 5_000,
  /** The number of last status requests without an answer. */
  lastTries: 3,
  /** The interval of the checks for a closed popup. */
  popupCheck: 500,
  /** The wait for a result after a popup seems closed while the person is on the page. */
  closedGrace: 60_000,
  /** The wait for a result after the person or a report says that the repair elsewhere is over. */
  returned: 10_000,
};
