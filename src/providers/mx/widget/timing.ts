/** In milliseconds. Only tests write here, to shorten a delay. */
export const timing = {
  /** How long the widget stays open after it has reported that the person is connected. */
  afterSuccess: 5_000,
};
