/** In milliseconds; tests shorten them, nothing else writes here. */
export const waits = {
  /** How long the script is given to take its overlay away by itself, once the person is done. */
  closing: 1_000,
  /** How long an exit, or another frame, may come after the frame has gone. */
  grace: 500,
};
