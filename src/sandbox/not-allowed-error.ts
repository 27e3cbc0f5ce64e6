/** A request that the control API refuses. The message lists the allowed values. */
export class NotAllowedError extends Error {}
