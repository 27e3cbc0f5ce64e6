/** In milliseconds. Only tests write here, to shorten a delay. */
export const timing = {
  /** How long the script may take to remove its overlay once the person is done. */
  closing: 1_000,
  /** How long after the overlay's removal an exit, or another overlay, may still come. */
  grace: 500,
};
