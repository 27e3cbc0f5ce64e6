/** Delays in milliseconds. Only tests change them. */
export const timing = {
  /** The maximum wait for the removal of the overlay after an exit. */
  closing: 1_000,
  /** The maximum wait for an exit or another overlay after the removal of the overlay. */
  grace: 500,
};
