/** In milliseconds; tests shorten them, nothing else writes here. */
export const waits = {
  /** How long the script is given to take its overlay away by itself, once the person is done. */
  closing: 1_000,
  /** Between two looks at whether it has. */
  look: 50,
};
