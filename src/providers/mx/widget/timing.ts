/** Delays in milliseconds. Only tests change them. */
export const timing = {
  /** The time that the widget stays open after `memberConnected`. */
  afterSuccess: 5_000,
};
