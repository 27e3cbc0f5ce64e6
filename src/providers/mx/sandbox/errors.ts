/** The HTTP statuses of MX's errors, from its documentation. */
export type RefusalStatus = 400 | 401 | 404 | 406 | 422;

/** An error of MX. A handler throws it, and the API responds with it. */
export class MxError extends Error {
  readonly status: RefusalStatus;

  constructor(status: RefusalStatus, message: string) {
    super(message);
    this.status = status;
  }
}

/** The body of an error. MX documents a body with a message. Unverified: its format. */
export function errorBody(status: number, message: string): Record<string, unknown> {
  return {error: {message, status}};
}
