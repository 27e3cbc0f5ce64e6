/** An error that carries the `Response` thrown by the host's `findConnection`. */
export class HostAnswer extends Error {
  readonly response: Response;

  /** Copies the response: headers are added to the copy, and the host may throw the same `Response` again. */
  constructor(thrown: Response) {
    super('findConnection threw a Response.');
    const {body, status, statusText, headers} = thrown.clone();
    this.response = new Response(body, {status, statusText, headers});
  }
}

/** Checks the shape, because server adapters replace the global `Response` class, which breaks `instanceof`. */
export function isResponse(value: unknown): value is Response {
  return (
    typeof value === 'object' &&
    value !== null &&
    'status' in value &&
    typeof value.status === 'number' &&
    'headers' in value &&
    'clone' in value &&
    typeof value.clone === 'function'
  );
}
