/** What MX answers to a request that it refuses; the statuses are those of its page on errors. */
export type RefusalStatus = 400 | 401 | 404 | 406 | 422;

/** A refused call; thrown, it becomes the answer. */
export class MxError extends Error {
  readonly status: RefusalStatus;

  constructor(status: RefusalStatus, message: string) {
    super(message);
    this.status = status;
  }
}

/** The body of an error. That there is one with a message is documented, its shape is unverified. */
export function errorBody(status: number, message: string): Record<string, unknown> {
  return {error: {message, status}};
}
