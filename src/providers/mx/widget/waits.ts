/** In milliseconds; tests shorten it, nothing else writes here. */
export const waits = {
  /** How long the widget stays after it has said that the person is connected. */
  afterSuccess: 5_000,
};
